package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.record.CsvCell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a table as comma-separated values (RFC 4180), numbers to the last bit, texts as
 * {@link CsvCell} has them.
 */
public final class CsvTable {

  private CsvTable() {}

  /**
   * Returns the names of the fields and then one line per row; every line ends with a line feed.
   */
  public static String text(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        table.columns().stream().flatMap(column -> column.fields().stream()).toList());
    table
        .rows()
        .forEach(row ->
            lines.add(row.stream().flatMap(cell -> cell.values().stream()).toList()));
    return lines.stream()
        .map(line -> line.stream().map(CsvCell::quoted).collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }
}
