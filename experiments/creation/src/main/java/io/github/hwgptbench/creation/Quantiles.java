package io.github.hwgptbench.creation;

import java.util.Arrays;

/** Empirical quantiles. */
public final class Quantiles {

  private Quantiles() {}

  /** Returns the median of the first values; sorts them. */
  static double medianInPlace(double[] values, int count) {
    Arrays.sort(values, 0, count);
    return sorted(values, count, 0.5);
  }

  /** Returns the median of at least one value, and leaves the values as they are. */
  public static double median(double[] values) {
    return medianInPlace(values.clone(), values.length);
  }

  /** Returns a quantile of ascending values, linear between the order statistics. */
  static double sorted(double[] ascending, int count, double level) {
    double at = level * (count - 1);
    int below = (int) at;
    if (below + 1 >= count) {
      return ascending[count - 1];
    }
    return ascending[below] + (at - below) * (ascending[below + 1] - ascending[below]);
  }

  /** Returns how far the quantiles at a level and at its complement are apart. */
  static double spread(double[] values, double level) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return sorted(ascending, ascending.length, 1 - level)
        - sorted(ascending, ascending.length, level);
  }

  /** Returns the width of the shortest interval that holds half of ascending values. */
  static double shortestHalf(double[] ascending) {
    int from = crowd(ascending);
    return ascending[from + ascending.length / 2] - ascending[from];
  }

  /**
   * Returns the centre of the shortest interval that holds half of the values: where they crowd, in
   * a distribution of several peaks.
   */
  static double crowdedHalf(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    int from = crowd(ascending);
    double[] crowd = Arrays.copyOfRange(ascending, from, from + Math.max(1, ascending.length / 2));
    return sorted(crowd, crowd.length, 0.5);
  }

  private static int crowd(double[] ascending) {
    int half = ascending.length / 2;
    int best = 0;
    for (int i = 0; i + half < ascending.length; i++) {
      if (ascending[i + half] - ascending[i] < ascending[best + half] - ascending[best]) {
        best = i;
      }
    }
    return best;
  }
}
