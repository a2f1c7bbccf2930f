package io.github.hwgptbench.table;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers by architecture, in the order of a CSV file: a column {@code arch_id} of integers, no two
 * alike, and any number of columns of finite numbers. Immutable.
 */
public final class ReadingsTable {

  private final RowIds ids;
  private final List<String> columns;
  private final double[][] values;

  private ReadingsTable(RowIds ids, List<String> columns, double[][] values) {
    this.ids = ids;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Reads a table without gaps.
   *
   * @param file a CSV file, packed with gzip if its name ends in {@code .gz}
   * @throws IOException if the file can't be read, or anything in it is wrong, such as an empty
   *     cell, NaN, or an infinite number; names the file, the line and the column
   */
  public static ReadingsTable read(Path file) throws IOException {
    return read(file, false);
  }

  /**
   * Reads a table in which a cell may be empty, which then reads as NaN.
   *
   * @param file a CSV file, packed with gzip if its name ends in {@code .gz}
   * @throws IOException as {@link #read} does, but for an empty cell
   */
  public static ReadingsTable readWithGaps(Path file) throws IOException {
    return read(file, true);
  }

  private static ReadingsTable read(Path file, boolean gaps) throws IOException {
    try (CsvRows csv = CsvRows.open(file)) {
      int idColumn = csv.column(RowIds.COLUMN);
      int[] numberColumns = IntStream.range(0, csv.header().size())
          .filter(column -> column != idColumn)
          .toArray();
      if (numberColumns.length == 0) {
        throw new IOException(Text.format(
            "%s, line 1: only the column '%s'; expected columns of numbers besides it",
            file, RowIds.COLUMN));
      }
      RowIds ids = new RowIds();
      List<double[]> rows = new ArrayList<>();
      while (csv.next()) {
        ids.add(csv.wholeNumber(idColumn), idColumn, csv);
        double[] row = new double[numberColumns.length];
        for (int i = 0; i < row.length; i++) {
          int column = numberColumns[i];
          row[i] = gaps && csv.text(column).isEmpty() ? Double.NaN : csv.finiteNumber(column);
        }
        rows.add(row);
      }
      return new ReadingsTable(
          ids,
          IntStream.of(numberColumns).mapToObj(csv.header()::get).toList(),
          rows.toArray(double[][]::new));
    }
  }

  /** Returns the number of rows. */
  public int size() {
    return values.length;
  }

  /** Returns the names of the columns of numbers, in the order of the values of a row. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Returns the values of a row, in a new array; NaN where the cell is empty, which only
   * {@link #readWithGaps} lets pass.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] row(int row) {
    return values[row].clone();
  }

  /** Returns the row of an architecture's number, or -1 if there is none. */
  public int rowOf(int id) {
    return ids.row(id);
  }
}
