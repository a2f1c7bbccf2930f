package io.github.hwgptbench.gp;

import java.util.Arrays;

/**
 * The dot products of a vector with many others, each bit-identical to that of {@link DotProduct}.
 * The others are the columns of rows, and don't depend on each other, so the processor can take
 * several at once. Not safe for use by several threads at a time.
 */
final class DotProducts {

  private static final int LANES = 4;

  private final double[][] sums;
  private final double[] factors;
  private final double[][] used;

  /**
   * Makes room.
   *
   * @param length of the vectors, at most
   * @param columns how many there are, at most
   */
  DotProducts(int length, int columns) {
    this.sums = new double[LANES][columns];
    this.factors = new double[length];
    this.used = new double[length][];
  }

  /**
   * Computes the products with the first columns.
   *
   * @param vector has one element for each row from index {@code from} on
   * @param rows finite
   * @param columns how many there are
   * @param products receives one value per column
   */
  void of(double[] vector, int from, double[][] rows, int columns, double[] products) {
    int whole = rows.length - rows.length % LANES;
    for (int lane = 0; lane < LANES; lane++) {
      int count = 0;
      for (int d = lane; d < whole; d += LANES) {
        count = use(vector[from + d], rows[d], count);
      }
      for (int d = whole; lane == 0 && d < rows.length; d++) {
        count = use(vector[from + d], rows[d], count);
      }
      sum(sums[lane], columns, count);
    }
    double[] sum0 = sums[0];
    double[] sum1 = sums[1];
    double[] sum2 = sums[2];
    double[] sum3 = sums[3];
    for (int i = 0; i < columns; i++) {
      products[i] = (sum0[i] + sum1[i]) + (sum2[i] + sum3[i]);
    }
  }

  /** Leaves out what adds nothing. */
  private int use(double factor, double[] row, int count) {
    if (factor == 0) {
      return count;
    }
    factors[count] = factor;
    used[count] = row;
    return count + 1;
  }

  /** Adds up rows one after the other, as {@link DotProduct} does in each of its sums. */
  private void sum(double[] sum, int columns, int count) {
    Arrays.fill(sum, 0, columns, 0);
    int k = 0;
    for (; k + 2 < count; k += 3) {
      add(
          sum,
          columns,
          factors[k],
          used[k],
          factors[k + 1],
          used[k + 1],
          factors[k + 2],
          used[k + 2]);
    }
    for (; k < count; k++) {
      double factor = factors[k];
      double[] row = used[k];
      for (int i = 0; i < columns; i++) {
        sum[i] += factor * row[i];
      }
    }
  }

  private static void add(
      double[] sum,
      int columns,
      double factor0,
      double[] row0,
      double factor1,
      double[] row1,
      double factor2,
      double[] row2) {
    for (int i = 0; i < columns; i++) {
      sum[i] = ((sum[i] + factor0 * row0[i]) + factor1 * row1[i]) + factor2 * row2[i];
    }
  }
}
