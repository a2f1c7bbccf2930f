package io.github.hwgptbench.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A line of a CSV file, in which cells with commas are quoted. */
final class CsvLine {

  /** A comma with an even number of quotation marks behind it. */
  private static final Pattern SEPARATOR = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  private CsvLine() {}

  /** Returns the cells, without quotation marks and blanks around them. */
  static List<String> cells(String line) {
    return Stream.of(SEPARATOR.split(line, -1))
        .map(String::strip)
        .map(CsvLine::unquoted)
        .toList();
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }
}
