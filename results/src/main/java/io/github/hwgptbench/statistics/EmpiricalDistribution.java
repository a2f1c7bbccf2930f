package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/** The empirical cumulative distribution function (ECDF) of a sample. Immutable. */
public final class EmpiricalDistribution {

  private final double[] sorted;

  /**
   * Makes the distribution of a sample.
   *
   * @param values one or more values in any order; not changed
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public EmpiricalDistribution(double[] values) {
    Checks.atLeast(1, values.length, "numbers");
    Checks.finite(values, "Empirical distribution");
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** Returns the size of the sample. */
  public int size() {
    return sorted.length;
  }

  /** Returns the share of values that are less than or equal to a value, 0 to 1. */
  public double cumulative(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / sorted.length;
  }

  /**
   * Returns a quantile, linear between order statistics, as in {@link Summary}.
   *
   * @param level 0 to 1
   * @throws IllegalArgumentException if the level is not within 0 to 1
   */
  public double quantile(double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException(Text.format("Level %s; allowed: 0 to 1", level));
    }
    return Summary.quantile(sorted, level);
  }
}
