package io.github.hwgptbench.gp;

/**
 * Adds multiples of rows to a row, four at a time: the inner loop of factors and inverses. Elements
 * do not depend on each other, so the processor can take several at once, and still every element
 * is the same sum in the same order on every machine.
 */
final class ScaledRows {

  private ScaledRows() {}

  /**
   * Subtracts from the elements {@code from} to {@code to - 1} of a row the sum, over k below
   * {@code count}, of {@code scales[k]} times the same elements of {@code rows[k]}.
   */
  static void subtract(
      double[] row, int from, int to, double[] scales, double[][] rows, int count) {
    int k = 0;
    for (; k + 3 < count; k += 4) {
      subtract(
          row,
          from,
          to,
          scales[k],
          rows[k],
          scales[k + 1],
          rows[k + 1],
          scales[k + 2],
          rows[k + 2],
          scales[k + 3],
          rows[k + 3]);
    }
    for (; k < count; k++) {
      double scale = scales[k];
      double[] other = rows[k];
      for (int i = from; i < to; i++) {
        row[i] -= scale * other[i];
      }
    }
  }

  /** The same for four rows. */
  static void subtract(
      double[] row,
      int from,
      int to,
      double scale0,
      double[] row0,
      double scale1,
      double[] row1,
      double scale2,
      double[] row2,
      double scale3,
      double[] row3) {
    for (int i = from; i < to; i++) {
      row[i] -= (scale0 * row0[i] + scale1 * row1[i]) + (scale2 * row2[i] + scale3 * row3[i]);
    }
  }
}
