package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;

/**
 * The Sobol' indices of an input, or a group of inputs, of a function (Sobol' 1993, 2001),
 * estimated from a sample.
 *
 * @param first first-order index: the share of the variance that is removed on average once the
 *     input is known. 0 to 1, except for estimation errors
 * @param firstError standard error of the first-order index
 * @param total total index: the share of the variance that remains on average if all but the input
 *     is known. 0 to 1, except for estimation errors
 * @param totalError standard error of the total index
 */
public record SobolIndex(double first, double firstError, double total, double totalError) {

  /**
   * Estimates from two independent samples A and B of all inputs.
   *
   * <p>Of the two estimators of the first-order index, that of Saltelli et al. (2010, Computer
   * Physics Communications 181, table 2, row b) is precise for inputs of small importance and that
   * of Jansen (1999; row c) for those of large importance; the one with the smaller standard error
   * is used. The total index is Jansen's (row f).
   *
   * @param a the function at the rows of A
   * @param b the function at the rows of B
   * @param mixed the function at the rows of A, with the input taken from B
   * @throws IllegalArgumentException if there are fewer than two rows, lengths differ, or a value
   *     is not finite
   */
  public static SobolIndex of(double[] a, double[] b, double[] mixed) {
    Checks.atLeast(2, a.length, "rows");
    if (b.length != a.length || mixed.length != a.length) {
      throw new IllegalArgumentException(Text.format(
          "Sobol' index of %d, %d and %d rows; the numbers must be equal",
          a.length, b.length, mixed.length));
    }
    Checks.finite(a, "Sobol' index, A");
    Checks.finite(b, "Sobol' index, B");
    Checks.finite(mixed, "Sobol' index, mixed");
    int n = a.length;
    double mean = 0;
    for (int row = 0; row < n; row++) {
      mean += (a[row] + b[row]) / (2.0 * n);
    }
    double variance = 0;
    for (int row = 0; row < n; row++) {
      variance += (square(a[row] - mean) + square(b[row] - mean)) / (2.0 * n);
    }
    if (variance == 0) {
      return new SobolIndex(0, 0, 0, 0);
    }
    Mean saltelli = new Mean();
    Mean jansen = new Mean();
    Mean total = new Mean();
    for (int row = 0; row < n; row++) {
      // The mean taken off changes no expectation, but most of the error of the first one.
      saltelli.add((b[row] - mean) * (mixed[row] - a[row]) / variance);
      jansen.add(1 - square(b[row] - mixed[row]) / (2 * variance));
      total.add(square(a[row] - mixed[row]) / (2 * variance));
    }
    Mean first = saltelli.error() <= jansen.error() ? saltelli : jansen;
    return new SobolIndex(first.value(), first.error(), total.value(), total.error());
  }

  private static double square(double value) {
    return value * value;
  }

  /** A mean and its standard error, which takes the variance of the function for known. */
  private static final class Mean {

    private int count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    double value() {
      return mean;
    }

    double error() {
      return Math.sqrt(squares / (count - 1.0) / count);
    }
  }
}
