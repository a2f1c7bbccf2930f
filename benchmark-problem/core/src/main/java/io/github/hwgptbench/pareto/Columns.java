package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * Points turned to one array an objective, which sorting reads faster, and checked on the way.
 * Negative zeros become zeros, so that order and equality agree.
 */
final class Columns {

  private static final int INDEX_BITS = 32;

  private Columns() {}

  /**
   * Returns one array per objective, with one value per point; of no points, no arrays.
   *
   * @throws IllegalArgumentException if points have no objectives or differ in their number, or a
   *     value is NaN
   */
  static double[][] of(double[][] points) {
    if (points.length == 0) {
      return new double[0][];
    }
    int objectives = points[0].length;
    if (objectives == 0) {
      throw new IllegalArgumentException("Points of no objectives; allowed: 1 or more");
    }
    double[][] columns = new double[objectives][points.length];
    for (int i = 0; i < points.length; i++) {
      check(points[i], i, objectives);
      for (int objective = 0; objective < objectives; objective++) {
        columns[objective][i] = points[i][objective] + 0.0;
      }
    }
    return columns;
  }

  static void check(double[] point, int index, int objectives) {
    if (point.length != objectives) {
      throw new IllegalArgumentException(
          Text.format("Point %d has %d objectives; expected: %d", index, point.length, objectives));
    }
    for (int objective = 0; objective < objectives; objective++) {
      if (Double.isNaN(point[objective])) {
        throw new IllegalArgumentException(
            Text.format("Point %d: objective %d is NaN", index, objective));
      }
    }
  }

  /**
   * Returns the indices of the points in lexicographic order, the first column most important;
   * equal points keep their order. No columns are those of no points.
   */
  static int[] order(double[]... columns) {
    int n = columns.length == 0 ? 0 : columns[0].length;
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    if (ascends(columns, n)) {
      return order;
    }
    if (falls(columns[0])) {
      for (int i = 0; i < n; i++) {
        order[i] = n - 1 - i;
      }
      return order;
    }
    long[] keys = keys(columns[0]);
    Arrays.sort(keys);
    int[] buffer = new int[n];
    int from = 0;
    for (int i = 0; i < n; i++) {
      order[i] = (int) keys[i];
      if (keys[i] >> INDEX_BITS != keys[from] >> INDEX_BITS) {
        sort(columns, order, buffer, from, i);
        from = i;
      }
    }
    sort(columns, order, buffer, from, n);
    return order;
  }

  /** The first half of the bits of each value, in the order of the values, and then its index. */
  private static long[] keys(double[] column) {
    long[] keys = new long[column.length];
    for (int i = 0; i < keys.length; i++) {
      long bits = Double.doubleToRawLongBits(column[i] + 0.0);
      bits ^= bits >> 63 & Long.MAX_VALUE;
      keys[i] = bits >> INDEX_BITS << INDEX_BITS | i;
    }
    return keys;
  }

  /** Sorts part of an order. */
  private static void sort(double[][] columns, int[] order, int[] buffer, int start, int end) {
    int[] from = order;
    int[] to = buffer;
    for (int width = 1; width < end - start; width *= 2) {
      for (int left = start; left < end; left += 2 * width) {
        int middle = Math.min(left + width, end);
        merge(columns, from, to, left, middle, Math.min(middle + width, end));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    if (from != order) {
      System.arraycopy(from, start, order, start, end - start);
    }
  }

  /** Returns whether the points are in lexicographic order already. */
  private static boolean ascends(double[][] columns, int n) {
    for (int i = 1; i < n; i++) {
      double a = columns[0][i - 1];
      double b = columns[0][i];
      if (b < a || (a == b && before(columns, i, i - 1))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether each value is smaller than the one before it. */
  private static boolean falls(double[] column) {
    for (int i = 1; i < column.length; i++) {
      if (column[i] >= column[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static void merge(
      double[][] columns, int[] from, int[] to, int left, int middle, int end) {
    double[] first = columns[0];
    int right = middle;
    int next = left;
    int at = left;
    while (next < middle && right < end) {
      double a = first[from[next]];
      double b = first[from[right]];
      boolean takeRight = b < a || (a == b && before(columns, from[right], from[next]));
      to[at++] = takeRight ? from[right++] : from[next++];
    }
    System.arraycopy(from, next, to, at, middle - next);
    System.arraycopy(from, right, to, at + middle - next, end - right);
  }

  /** Returns whether one point, equal to another in the first column, comes before it. */
  private static boolean before(double[][] columns, int one, int other) {
    for (int column = 1; column < columns.length; column++) {
      double a = columns[column][one];
      double b = columns[column][other];
      if (a != b) {
        return a < b;
      }
    }
    return false;
  }

  static boolean equal(double[][] columns, int one, int other) {
    for (double[] column : columns) {
      if (column[one] != column[other]) {
        return false;
      }
    }
    return true;
  }
}
