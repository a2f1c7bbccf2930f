package io.github.hwgptbench.table;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The arch_id of every row of a table as it is read; none comes twice. */
final class RowIds {

  static final String COLUMN = "arch_id";

  private final Map<Integer, Integer> rows = new HashMap<>();
  private int[] ids = new int[1024];

  /** Adds the id of the current row, which stands in the given column. */
  void add(int id, int column, CsvRows csv) throws IOException {
    if (rows.putIfAbsent(id, rows.size()) != null) {
      throw csv.wrong(column, Text.format("%d occurs in two rows; allowed: one", id));
    }
    append(id);
  }

  /** Adds the id of a row of a table that has no such column: its number, from 0. */
  void addNumber() {
    int id = rows.size();
    rows.put(id, id);
    append(id);
  }

  private void append(int id) {
    if (rows.size() > ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    ids[rows.size() - 1] = id;
  }

  int id(int row) {
    if (row >= rows.size()) {
      throw new IndexOutOfBoundsException(row);
    }
    return ids[row];
  }

  /** Returns the row of an id, or -1. */
  int row(int id) {
    return rows.getOrDefault(id, -1);
  }
}
