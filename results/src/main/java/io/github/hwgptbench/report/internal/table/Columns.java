package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The columns of a table, each with what it has of a row.
 *
 * @param <T> what a row is about
 */
final class Columns<T> {

  private final List<Column> columns = new ArrayList<>();
  private final List<Function<? super T, Cell>> cells = new ArrayList<>();

  /** Adds a column. */
  Columns<T> add(Column column, Function<? super T, Cell> cell) {
    columns.add(column);
    cells.add(cell);
    return this;
  }

  /** Adds a column of words. */
  Columns<T> words(String title, String field, Function<? super T, String> text) {
    return add(Column.words(title, field), it -> Cell.of(text.apply(it)));
  }

  /** Adds a column of integers. */
  Columns<T> count(String title, String field, ToLongFunction<? super T> number) {
    return add(Column.numbers(title, field), it -> Cell.of(number.applyAsLong(it)));
  }

  /** Adds a column of one number per cell. */
  Columns<T> number(String title, String field, Function<? super T, Cell> cell) {
    return add(Column.numbers(title, field), cell);
  }

  /** Adds a column of medians with their quartiles. */
  Columns<T> summary(String title, String field, Function<? super T, Cell> cell) {
    return add(
        Column.numbers(
            title, field + " median", field + " lower quartile", field + " upper quartile"),
        cell);
  }

  /** Adds a column of integers that a target was reached after, of six fields. */
  Columns<T> target(String title, String field, Function<? super T, Cell> cell) {
    String[] fields = Stream.of(
            "median",
            "lower quartile",
            "upper quartile",
            "reached",
            "seeds",
            "expected running time")
        .map(statistic -> field + " " + statistic)
        .toArray(String[]::new);
    return add(Column.numbers(title, fields), cell);
  }

  /** Returns the table of some rows. */
  Table table(String name, String caption, Collection<? extends T> rows, List<String> notes) {
    return new Table(
        name,
        caption,
        columns,
        rows.stream()
            .map(row -> cells.stream().map(cell -> cell.apply(row)).toList())
            .toList(),
        notes);
  }

  /** Returns the table of some rows, without notes. */
  Table table(String name, String caption, Collection<? extends T> rows) {
    return table(name, caption, rows, List.of());
  }
}
