package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * The effect size A<sub>12</sub> of Vargha and Delaney (2000, Journal of Educational and Behavioral
 * Statistics 25, p. 101): the probability that a value of one sample is larger than one of another,
 * ties counted half. It is the statistic U of Mann and Whitney divided by the number of pairs.
 *
 * @param a12 from 0 to 1; 0.5 if neither tends to be larger
 * @param magnitude its magnitude in words
 */
public record VarghaDelaney(double a12, Magnitude magnitude) {

  /**
   * Words for an effect in either direction, from the smallest values of A<sub>12</sub> (or 1 -
   * A<sub>12</sub>) that Vargha and Delaney give for them.
   */
  public enum Magnitude {
    /** Below 0.56. */
    NEGLIGIBLE,
    /** From 0.56 on. */
    SMALL,
    /** From 0.64 on. */
    MEDIUM,
    /** From 0.71 on. */
    LARGE;

    private static Magnitude of(double larger) {
      if (larger >= 0.71) {
        return LARGE;
      }
      if (larger >= 0.64) {
        return MEDIUM;
      }
      return larger >= 0.56 ? SMALL : NEGLIGIBLE;
    }
  }

  /**
   * Compares two samples, of one value or more each.
   *
   * @param first values in any order; not changed
   * @param second values in any order; not changed
   * @throws IllegalArgumentException if a sample is empty, or a value is NaN
   */
  public static VarghaDelaney of(double[] first, double[] second) {
    double[] ones = sorted(first);
    double[] others = sorted(second);
    // Counted in halves, so that both directions get the same word to the bit.
    long halves = 0;
    int below = 0;
    int notAbove = 0;
    for (double value : ones) {
      while (below < others.length && others[below] < value) {
        below++;
      }
      while (notAbove < others.length && others[notAbove] <= value) {
        notAbove++;
      }
      halves += below + notAbove;
    }
    long all = 2L * first.length * second.length;
    return new VarghaDelaney(
        halves / (double) all, Magnitude.of(Math.max(halves, all - halves) / (double) all));
  }

  private static double[] sorted(double[] values) {
    Checks.atLeast(1, values.length, "values of a sample");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(
          Text.format("Sample %s: NaN has no place in an order", Arrays.toString(values)));
    }
    return sorted;
  }
}
