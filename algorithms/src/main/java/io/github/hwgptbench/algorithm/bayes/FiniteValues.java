package io.github.hwgptbench.algorithm.bayes;

import java.util.Arrays;

/**
 * Replaces what no model can learn from: NaN and positive infinity by the largest finite value so
 * far, negative infinity by the smallest; by 0 if there was none. Numbers beyond 1e100 either way
 * count as 1e100, so that their squares and differences stay finite.
 */
final class FiniteValues {

  private static final double LARGEST = 1e100;

  private final double[] least;
  private final double[] most;

  /**
   * Begins with no value.
   *
   * @param size how many values come at a time
   */
  FiniteValues(int size) {
    least = new double[size];
    most = new double[size];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
  }

  /** Looks at values, and returns what stands for them. */
  double[] of(double[] values) {
    double[] finite = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        finite[i] = Math.max(-LARGEST, Math.min(LARGEST, values[i]));
        least[i] = Math.min(least[i], finite[i]);
        most[i] = Math.max(most[i], finite[i]);
      } else {
        double replacement = values[i] == Double.NEGATIVE_INFINITY ? least[i] : most[i];
        finite[i] = Double.isFinite(replacement) ? replacement : 0;
      }
    }
    return finite;
  }
}
