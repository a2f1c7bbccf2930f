package io.github.hwgptbench.report.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table TABLE = new Table(
      "results",
      "100% of what was found",
      List.of(
          Column.words("Algorithm", "algorithm"),
          Column.numbers("Value", "median", "lower", "upper")),
      List.of(
          List.of(
              Cell.of("*a, \"b\"&c"),
              Cell.of("0.5 [0.4, 0.6]", "0.5", "0.4", "0.6").with(Emphasis.BEST)),
          List.of(
              Cell.of("line\nbreak"),
              Cell.of("0.4 [0.3, 0.5]", "0.4", "0.3", "0.5").with(Emphasis.NOT_WORSE)),
          List.of(Cell.of("none"), Cell.none(3))),
      List.of("Bold: best.", "Twice_noted."));

  @Test
  void csvHasAFieldForEveryNumberAndQuotesWhatItMust() {
    assertEquals("""
        algorithm,median,lower,upper
        "*a, ""b""&c",0.5,0.4,0.6
        "line
        break",0.4,0.3,0.5
        none,,,
        """, CsvTable.text(TABLE));
  }

  @Test
  void latexEscapesAndEmphasises() {
    assertEquals("""
        % Needs \\usepackage{adjustbox,booktabs}.
        \\begin{table}
          \\centering
          \\caption{100\\% of what was found}
          \\label{tab:results}
          \\begin{adjustbox}{max width=\\linewidth}
          \\begin{tabular}{lr}
            \\toprule
            {}Algorithm & Value \\\\
            \\midrule
            {}*a, {''}b{''}\\&c & \\textbf{0.5 [0.4, 0.6]} \\\\
            {}line break & \\underline{0.4 [0.3, 0.5]} \\\\
            {}none & \\textendash{} \\\\
            \\bottomrule
          \\end{tabular}
          \\end{adjustbox}
          \\par\\smallskip\\footnotesize Bold: best. Twice\\_noted.
        \\end{table}
        """, LatexTable.text(TABLE));
  }

  @Test
  void latexStacksWhatIsInWideTables() {
    Cell median = Cell.of("0.51 [0.42, 0.63]", "0.51", "0.42", "0.63");
    Table wide = new Table(
        "wide",
        "",
        List.of(
            Column.words("Problem", "problem"),
            Column.numbers("a", "a1", "a2", "a3"),
            Column.numbers("b", "b1", "b2", "b3"),
            Column.numbers("c", "c1", "c2", "c3")),
        List.of(List.of(
            Cell.of("HWGPT-S(perplexity,latency@rtx2080,energy@a6000)"),
            median,
            median.with(Emphasis.BEST),
            Cell.none(3))),
        List.of());

    String row = LatexTable.text(wide).lines().skip(10).findFirst().orElseThrow();

    assertEquals(
        "    {}\\begin{tabular}[t]{@{}l@{}}{}HWGPT-S(perplexity, \\\\"
            + " {}latency@rtx2080,energy@a6000)\\end{tabular}"
            + " & \\begin{tabular}[t]{@{}r@{}}{}0.51 \\\\ {\\scriptsize [0.42, 0.63]}\\end{tabular}"
            + " & \\textbf{\\begin{tabular}[t]{@{}r@{}}{}0.51 \\\\"
            + " {\\scriptsize [0.42, 0.63]}\\end{tabular}}"
            + " & \\textendash{} \\\\",
        row);
  }

  @Test
  void refusesARowThatDoesNotFit() {
    List<Column> columns = List.of(Column.numbers("Value", "median", "lower"));
    assertEquals(
        "Table 't': '5' has 1 values; 'Value' has 2 fields",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Table("t", "", columns, List.of(List.of(Cell.of(5))), List.of()))
            .getMessage());
    assertEquals(
        "Table 't': 0 cells in a row; there are 1 columns",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Table("t", "", columns, List.of(List.of()), List.of()))
            .getMessage());
  }

  @Test
  void roundsForAReader() {
    assertEquals("0.1235", Rounded.decimals(0.12345678, 4));
    assertEquals("123", Rounded.significant(123.4, 3));
    assertEquals("0.00123", Rounded.significant(0.0012345, 3));
    assertEquals("0", Rounded.significant(0, 3));
    assertEquals("< 0.001", Rounded.probability(0.00099));
    assertEquals("0.001", Rounded.probability(0.001));
  }
}
