package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as Markdown, with its caption above and its notes below. */
public final class MarkdownTable {

  private MarkdownTable() {}

  /** Returns the text, which ends with a line feed. */
  public static String text(Table table) {
    StringBuilder text = new StringBuilder(table.caption()).append("\n\n");
    text.append(line(table.columns().stream().map(Column::title).toList()));
    text.append(line(table.columns().stream()
        .map(column -> column.numeric() ? "---:" : "---")
        .toList()));
    table
        .rows()
        .forEach(row -> text.append(line(row.stream().map(MarkdownTable::cell).toList())));
    if (!table.notes().isEmpty()) {
      text.append('\n').append(String.join(" ", table.notes())).append('\n');
    }
    return text.toString();
  }

  private static String cell(Cell cell) {
    String text = cell.text().replace("|", "\\|");
    return cell.emphasis() == Emphasis.BEST ? "**" + text + "**" : text;
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
