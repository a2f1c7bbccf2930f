package io.github.hwgptbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.CsvCell;
import io.github.hwgptbench.record.PlainNumber;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Rows under named columns, printed for people or for programs. Cells are texts, {@link Long}s,
 * {@link Double}s, {@link Boolean}s, or null where there is nothing to say.
 */
final class Table {

  /** What a table is printed as. */
  enum Format {
    /**
     * Aligned columns, numbers rounded to four digits, long texts in the last one on many lines.
     */
    TEXT,
    /** Comma-separated values, numbers to the last bit, texts as {@link CsvCell} has them. */
    CSV,
    /** An array of objects, numbers to the last bit. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of numbers in words. */
  private static final int DIGITS = 6;
  /** Of numbers in columns. */
  private static final int COLUMN_DIGITS = 4;
  /** Numbers of one column that differ by a larger factor have decimals of their own. */
  private static final double WIDEST = 10;
  /** Of lines that can be broken. */
  private static final int WIDTH = 116;
  /** Of the narrowest column that texts are broken to fit. */
  private static final int NARROWEST = 40;

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  Table(String... columns) {
    this(List.of(columns));
  }

  void add(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          Text.format("%d cells in a table of %d columns", cells.length, columns.size()));
    }
    rows.add(Arrays.asList(cells.clone()));
  }

  void print(Format format, PrintWriter out) {
    switch (format) {
      case TEXT -> printText(out);
      case CSV -> printCsv(out);
      case JSON -> printJson(out);
    }
  }

  private void printText(PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(new ArrayList<>()));
    for (int i = 0; i < columns.size(); i++) {
      List<String> cells = numeric(i) ? numbers(i) : texts(i);
      for (int row = 0; row < rows.size(); row++) {
        lines.get(row + 1).add(cells.get(row));
      }
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    int width = Math.min(WIDTH, Terminal.columns(WIDTH));
    int last = widths.length - 1;
    int indent = 2 * last + Arrays.stream(widths, 0, last).sum();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < last; i++) {
        text.append(aligned(line.get(i), widths[i], numeric(i))).append("  ");
      }
      if (numeric(last)) {
        text.append(aligned(line.get(last), widths[last], true));
      } else {
        text.append(broken(line.get(last), Math.max(NARROWEST, width - indent), indent));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static String aligned(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }

  /** Breaks a text between words, and indents all lines but the first. */
  private static String broken(String text, int width, int indent) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ")) {
      boolean fits = length + 1 + word.length() <= width;
      if (length > 0) {
        lines.append(fits ? " " : System.lineSeparator() + " ".repeat(indent));
        length = fits ? length + 1 : 0;
      }
      lines.append(word);
      length += word.length();
    }
    return lines.toString();
  }

  private boolean numeric(int column) {
    return rows.stream().map(row -> row.get(column)).anyMatch(Number.class::isInstance);
  }

  private List<String> texts(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .map(cell -> cell == null ? "" : ConsoleWriter.cell(cell.toString()))
        .toList();
  }

  /**
   * Writes the numbers of a column with their points below each other: all with as many decimals as
   * give the smallest four digits, or, where they differ much, as in a column of several units,
   * each with four digits.
   */
  private List<String> numbers(int column) {
    DoubleSummaryStatistics sizes = rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> cell instanceof Double number && Double.isFinite(number) && number != 0)
        .mapToDouble(cell -> Math.abs((Double) cell))
        .summaryStatistics();
    boolean whole = rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> !(cell instanceof Double number) || number == Math.rint(number));
    OptionalInt decimals = whole || sizes.getMax() > WIDEST * sizes.getMin()
        ? OptionalInt.empty()
        : OptionalInt.of(decimals(sizes.getMin(), COLUMN_DIGITS));
    List<String> cells = new ArrayList<>();
    for (List<Object> row : rows) {
      Object cell = row.get(column);
      if (cell instanceof Double number) {
        cells.add(
            decimals.isPresent() && Double.isFinite(number)
                ? String.format(Locale.ROOT, "%." + decimals.getAsInt() + "f", number)
                : readable(number, COLUMN_DIGITS));
      } else {
        cells.add(cell == null ? "" : ConsoleWriter.cell(cell.toString()));
      }
    }
    int longest = cells.stream().mapToInt(Table::behindPoint).max().orElse(0);
    return cells.stream()
        .map(cell -> cell.isEmpty() ? "" : cell + " ".repeat(longest - behindPoint(cell)))
        .toList();
  }

  /** Returns how many characters the point of a number and what follows it have. */
  private static int behindPoint(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point;
  }

  /** Returns how many decimals a number has that is written with so many digits. */
  private static int decimals(double size, int digits) {
    return Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
  }

  /** Writes a number with six digits, or all that are before its point. */
  static String readable(double number) {
    return readable(number, DIGITS);
  }

  private static String readable(double number, int digits) {
    if (!Double.isFinite(number) || number == Math.rint(number)) {
      return PlainNumber.of(number);
    }
    int decimals = decimals(Math.abs(number), digits);
    return decimals > 2 * DIGITS
        ? Double.toString(number)
        : String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  private void printCsv(PrintWriter out) {
    out.println(String.join(",", columns));
    for (List<Object> row : rows) {
      out.println(String.join(",", row.stream().map(Table::quoted).toList()));
    }
  }

  private static String quoted(Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Double number) {
      return PlainNumber.of(number);
    }
    return cell instanceof String text ? CsvCell.quoted(text) : cell.toString();
  }

  private void printJson(PrintWriter out) {
    ObjectMapper json = new ObjectMapper();
    ArrayNode array = json.createArrayNode();
    for (List<Object> row : rows) {
      ObjectNode node = array.addObject();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.get(i);
        boolean number = cell instanceof Double value && Double.isFinite(value);
        node.putPOJO(columns.get(i), number ? new RawValue(PlainNumber.of((Double) cell)) : cell);
      }
    }
    out.println(array.toPrettyString());
  }
}
