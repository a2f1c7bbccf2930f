package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.internal.text.Text;
import java.util.Collections;
import java.util.List;

/**
 * A table of a report. It is read as a page, as LaTeX ({@link LatexTable}) or as comma-separated
 * values ({@link CsvTable}); for these a column has one field or several, since a cell that says a
 * median with its quartiles is three numbers.
 *
 * @param name short, of lower-case letters, digits and hyphens: of a file or of a label
 * @param caption what the numbers are, with their unit and protocol, as a sentence
 * @param columns one or more
 * @param rows cells, one a column
 * @param notes sentences below, such as what emphasis means
 */
public record Table(
    String name, String caption, List<Column> columns, List<List<Cell>> rows, List<String> notes) {

  /**
   * A column.
   *
   * @param title its heading
   * @param numeric whether its cells are aligned to the right
   * @param fields names of the values of a cell
   */
  public record Column(String title, boolean numeric, List<String> fields) {

    /** Copies the fields. */
    public Column {
      fields = List.copyOf(fields);
    }

    static Column words(String title, String field) {
      return new Column(title, false, List.of(field));
    }

    static Column numbers(String title, String... fields) {
      return new Column(title, true, List.of(fields));
    }
  }

  /** What a cell is beside the others of its problem. */
  public enum Emphasis {
    /** Nothing special, or not compared. */
    NONE,
    /** The best: bold. */
    BEST,
    /** Not significantly worse than the best: underlined. */
    NOT_WORSE
  }

  /**
   * A cell.
   *
   * @param text for a reader, rounded
   * @param values for a program, to the last bit, one a field of the column; empty where there is
   *     nothing to say
   * @param emphasis what it is beside the others
   */
  public record Cell(String text, List<String> values, Emphasis emphasis) {

    /** Copies the values. */
    public Cell {
      values = List.copyOf(values);
    }

    static Cell of(String text) {
      return new Cell(text, List.of(text), Emphasis.NONE);
    }

    static Cell of(String text, String... values) {
      return new Cell(text, List.of(values), Emphasis.NONE);
    }

    static Cell of(long number) {
      return of(Long.toString(number));
    }

    /** Returns a cell of a column of so many fields that says nothing. */
    static Cell none(int fields) {
      return new Cell("–", Collections.nCopies(fields, ""), Emphasis.NONE);
    }

    Cell with(Emphasis other) {
      return new Cell(text, values, other);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a row has not one cell per column, or a cell not one value
   *     a field; says which
   */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(Text.format(
            "Table '%s': %d cells in a row; there are %d columns",
            name, row.size(), columns.size()));
      }
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i).values().size() != columns.get(i).fields().size()) {
          throw new IllegalArgumentException(Text.format(
              "Table '%s': '%s' has %d values; '%s' has %d fields",
              name,
              row.get(i).text(),
              row.get(i).values().size(),
              columns.get(i).title(),
              columns.get(i).fields().size()));
        }
      }
    }
  }
}
