package io.github.hwgptbench.table;

import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header, packed with gzip if its name ends in {@code .gz}, read row by row.
 * Whatever is wrong becomes an {@link IOException} that names the file, the line and the column.
 */
public final class CsvRows implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).setTrim(true).get();

  private final String file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private List<String> header = List.of();
  private List<String> row = List.of();
  private long line;

  private CsvRows(String file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
    this.records = parser.iterator();
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if it can't be read, is empty, or has a column twice
   */
  public static CsvRows open(Path file) throws IOException {
    InputStream in = null;
    InputStream bytes;
    try {
      in = Files.newInputStream(file);
      bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      if (in != null) {
        in.close();
      }
      throw new IOException(Text.format("%s: %s", file, reason(e)), e);
    }
    return read(bytes, file.toString());
  }

  /**
   * Reads the header of a stream.
   *
   * @param in is closed with the rows
   * @param name of the file, for messages
   * @throws IOException if it can't be read, is empty, or has a column twice
   */
  public static CsvRows read(InputStream in, String name) throws IOException {
    // Unlike a reader by charset, this decoder refuses bytes that are not UTF-8.
    InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    CsvRows rows = new CsvRows(name, CSVParser.parse(new BufferedReader(text, BUFFER), FORMAT));
    try {
      rows.readHeader();
    } catch (IOException e) {
      rows.close();
      throw e;
    }
    return rows;
  }

  private static String reason(Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read";
    }
    if (e instanceof EOFException) {
      return "the file ends in the middle of its gzip data; it is truncated";
    }
    if (e instanceof ZipException) {
      return Text.format("not a valid gzip file (%s)", e.getMessage());
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    return String.valueOf(e.getMessage());
  }

  private void readHeader() throws IOException {
    if (!read()) {
      throw new IOException(Text.format("%s: empty; expected a header line", file));
    }
    header = row.stream().map(name -> name.replace("\uFEFF", "")).toList();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new IOException(
            Text.format("%s, line 1: two columns are called '%s'; allowed: one", file, name));
      }
    }
  }

  /**
   * Goes to the next row that is not blank.
   *
   * @return whether there is one
   * @throws IOException if it can't be read, or has more or fewer cells than the header
   */
  public boolean next() throws IOException {
    do {
      if (!read()) {
        return false;
      }
    } while (row.size() == 1 && row.get(0).isEmpty());
    if (row.size() != header.size()) {
      throw new IOException(Text.format(
          "%s, line %d: %d columns; the header has %d", file, line, row.size(), header.size()));
    }
    return true;
  }

  private boolean read() throws IOException {
    line++;
    try {
      if (!records.hasNext()) {
        return false;
      }
      row = records.next().toList();
      return true;
    } catch (UncheckedIOException e) {
      throw new IOException(Text.format("%s, line %d: %s", file, line, message(e)), e);
    }
  }

  /** The parser wraps what the stream threw, sometimes twice. */
  private static String message(UncheckedIOException thrown) {
    Throwable reason = thrown;
    Throwable cause = thrown.getCause();
    while (cause != null) {
      reason = cause;
      cause = cause instanceof CSVException ? cause.getCause() : null;
    }
    return reason(reason);
  }

  /** Returns the names of the columns. */
  public List<String> header() {
    return header;
  }

  /**
   * Returns the index of a column that has to be there.
   *
   * @throws IOException if there is none of this name; lists the names
   */
  public int column(String name) throws IOException {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new IOException(Text.format(
          "%s, line 1: no column '%s'; there are: %s", file, name, String.join(", ", header)));
    }
    return column;
  }

  /** Returns the index of a column; empty if there is none of this name. */
  public OptionalInt optionalColumn(String name) {
    int column = header.indexOf(name);
    return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }

  /** Returns a cell of the current row, without blanks around it. */
  public String text(int column) {
    return row.get(column);
  }

  int wholeNumber(int column) throws IOException {
    return wholeNumber(column, text(column));
  }

  /** Accepts 192.0: pandas writes a column of integers so once it has had a gap. */
  private int wholeNumber(int column, String text) throws IOException {
    try {
      return Integer.parseInt(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    } catch (NumberFormatException e) {
      throw wrong(column, Text.format("'%s' is not an integer", text));
    }
  }

  /** Reads integers with hyphens between. */
  int[] wholeNumbers(int column) throws IOException {
    String[] parts = text(column).split("-", -1);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = wholeNumber(column, parts[i]);
    }
    return numbers;
  }

  /** Accepts the forms of Java, Python and R. */
  boolean flag(int column) throws IOException {
    return switch (text(column)) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw wrong(column, Text.format("'%s'; allowed: true, false", text(column)));
    };
  }

  /**
   * Reads a number.
   *
   * @throws IOException if the cell is empty, no number, or not finite
   */
  public double finiteNumber(int column) throws IOException {
    String text = text(column);
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(
          column,
          text.isEmpty() ? "empty; expected a number" : Text.format("'%s' is not a number", text));
    }
    if (!Double.isFinite(number)) {
      throw wrong(column, Text.format("%s; allowed: finite numbers", text));
    }
    return number;
  }

  /** Returns an exception for the current row, which names file and line. */
  public IOException wrong(IllegalArgumentException e) {
    return new IOException(Text.format("%s, line %d: %s", file, line, e.getMessage()), e);
  }

  /** Returns an exception for a cell of the current row, which names file, line and column. */
  public IOException wrong(int column, String why) {
    return new IOException(
        Text.format("%s, line %d, column '%s': %s", file, line, header.get(column), why));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
