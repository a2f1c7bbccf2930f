package io.github.hwgptbench.report.table;

import io.github.hwgptbench.report.table.Table.Cell;
import io.github.hwgptbench.report.table.Table.Column;
import io.github.hwgptbench.report.text.LatexText;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a table for LaTeX with the packages booktabs and adjustbox, which fits wide ones. */
public final class LatexTable {

  private LatexTable() {}

  /** Returns a {@code table} with caption, label {@code tab:NAME} and notes. */
  public static String text(Table table) {
    StringBuilder text = new StringBuilder();
    text.append("% Needs \\usepackage{adjustbox,booktabs}.\n");
    text.append("\\begin{table}\n  \\centering\n");
    text.append("  \\caption{").append(LatexText.escaped(table.caption())).append("}\n");
    text.append("  \\label{tab:").append(table.name()).append("}\n");
    text.append("  \\begin{adjustbox}{max width=\\linewidth}\n  \\begin{tabular}{")
        .append(table.columns().stream()
            .map(column -> column.numeric() ? "r" : "l")
            .collect(Collectors.joining()))
        .append("}\n    \\toprule\n    ");
    text.append(
        line(table.columns().stream().map(Column::title).map(LatexText::escaped).toList()));
    text.append("    \\midrule\n");
    for (List<Cell> row : table.rows()) {
      text.append("    ").append(line(row.stream().map(LatexTable::cell).toList()));
    }
    text.append("    \\bottomrule\n  \\end{tabular}\n  \\end{adjustbox}\n");
    if (!table.notes().isEmpty()) {
      text.append("  \\par\\smallskip\\footnotesize ")
          .append(LatexText.escaped(String.join(" ", table.notes())))
          .append("\n");
    }
    return text.append("\\end{table}\n").toString();
  }

  private static String line(List<String> cells) {
    // A row that begins with a star or a bracket would be an argument of the break before it.
    return "{}" + String.join(" & ", cells) + " \\\\\n";
  }

  private static String cell(Cell cell) {
    String text = LatexText.escaped(cell.text());
    return switch (cell.emphasis()) {
      case NONE -> text;
      case BEST -> "\\textbf{" + text + "}";
      case NOT_WORSE -> "\\underline{" + text + "}";
    };
  }
}
