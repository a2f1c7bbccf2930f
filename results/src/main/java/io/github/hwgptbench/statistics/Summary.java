package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * Summary statistics of a few numbers, such as one indicator over the seeds of a suite. Quantiles
 * interpolate linearly between order statistics (type 7 of Hyndman and Fan 1996, the default of R
 * and NumPy).
 *
 * @param count number of values, 1 or more
 * @param min the smallest
 * @param lowerQuartile the 25 % quantile
 * @param median the 50 % quantile
 * @param upperQuartile the 75 % quantile
 * @param max the largest
 */
public record Summary(
    int count, double min, double lowerQuartile, double median, double upperQuartile, double max) {

  /**
   * Summarises numbers.
   *
   * @param values in any order; not changed
   * @throws IllegalArgumentException if there is none, or one is NaN
   */
  public static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Summary of no numbers; allowed: 1 or more");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(
          Text.format("Summary of %s: NaN has no place in an order", Arrays.toString(values)));
    }
    return new Summary(
        sorted.length,
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted[sorted.length - 1]);
  }

  /** Returns the quantile of a level from 0 to 1, of one number or more in rising order. */
  static double quantile(double[] sorted, double level) {
    double position = level * (sorted.length - 1);
    int below = (int) position;
    if (below == position) {
      return sorted[below];
    }
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }

  /** Returns the interquartile range, 0 or positive. */
  public double interquartileRange() {
    return upperQuartile - lowerQuartile;
  }
}
