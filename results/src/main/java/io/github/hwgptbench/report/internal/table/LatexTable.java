package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.text.LatexText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a table for LaTeX with the packages booktabs and adjustbox, which scales what is wider
 * than a line. So that this need not be much, wide tables have quartiles below their medians, and
 * long texts in several lines.
 */
public final class LatexTable {

  /** A line of a paper has room for about so many characters. */
  private static final int LINE = 80;

  private static final int LONGEST_WORDS = 32;

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
    boolean wide = table.rows().stream()
        .anyMatch(row -> row.stream().mapToInt(cell -> cell.text().length()).sum() > LINE);
    text.append(line(table.columns().stream()
        .map(column ->
            wide ? lines(words(column.title()), column) : LatexText.escaped(column.title()))
        .toList()));
    text.append("    \\midrule\n");
    String between = wide ? "    \\addlinespace\n" : "";
    String space = "";
    for (List<Cell> row : table.rows()) {
      text.append(space)
          .append("    ")
          .append(line(IntStream.range(0, row.size())
              .mapToObj(i -> cell(row.get(i), table.columns().get(i), wide))
              .toList()));
      space = between;
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

  private static String cell(Cell cell, Column column, boolean wide) {
    String text = wide
        ? lines(
            column.numeric() ? List.of(cell.text().split(" (?=\\[)")) : words(cell.text()), column)
        : LatexText.escaped(cell.text());
    return switch (cell.emphasis()) {
      case NONE -> text;
      case BEST -> "\\textbf{" + text + "}";
      case NOT_WORSE -> "\\underline{" + text + "}";
    };
  }

  /** Parts a long text where it goes on after a comma. */
  private static List<String> words(String text) {
    List<String> lines = new ArrayList<>();
    for (String piece : text.split("(?<=,)")) {
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).length() + piece.length() <= LONGEST_WORDS) {
        lines.set(last, lines.get(last) + piece);
      } else {
        lines.add(piece.strip());
      }
    }
    return lines;
  }

  /** Returns lines below each other; those below the first are quartiles where it is numbers. */
  private static String lines(List<String> lines, Column column) {
    String first = LatexText.escaped(lines.get(0));
    if (lines.size() == 1) {
      return first;
    }
    // Braces, since a line that begins with a bracket would be an argument of the break before it.
    return lines.stream()
        .skip(1)
        .map(line -> column.numeric() && line.startsWith("[")
            ? " \\\\ {\\scriptsize " + LatexText.escaped(line) + "}"
            : " \\\\ {}" + LatexText.escaped(line))
        .collect(Collectors.joining(
            "",
            Text.format("\\begin{tabular}[t]{@{}%s@{}}{}%s", column.numeric() ? "r" : "l", first),
            "\\end{tabular}"));
  }
}
