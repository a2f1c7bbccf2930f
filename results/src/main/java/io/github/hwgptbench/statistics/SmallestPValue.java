package io.github.hwgptbench.statistics;

/**
 * The smallest p-value that a test can return for a number of seeds. If it is above the
 * significance level, there are too few seeds for a significant difference, however large.
 */
public final class SmallestPValue {

  private SmallestPValue() {}

  /**
   * Returns the p-value of the two-sided {@link WilcoxonSignedRank} test if all pairs differ in the
   * same direction: 2<sup>1-n</sup>. Pairs without a difference do not count.
   *
   * @param pairs 0 or more
   * @throws IllegalArgumentException if it is less
   */
  public static double ofSignedRank(int pairs) {
    Checks.atLeast(0, pairs, "pairs");
    return Math.min(1, Math.scalb(1.0, 1 - pairs));
  }

  /**
   * Returns the same after {@link Holm}'s correction, if only one of all comparisons is that clear.
   *
   * @param pairs 0 or more
   * @param comparisons number of tests, 1 or more
   * @throws IllegalArgumentException if one is less
   */
  public static double ofSignedRank(int pairs, int comparisons) {
    Checks.atLeast(1, comparisons, "comparisons");
    return Math.min(1, comparisons * ofSignedRank(pairs));
  }

  /**
   * Returns the minimum number of pairs with which signed-rank tests can reach a significance level
   * after {@link Holm}'s correction.
   *
   * @param level significance level, such as 0.05
   * @param comparisons number of tests, 1 or more
   * @throws IllegalArgumentException if the level is not between 0 and 1, or there is no comparison
   */
  public static int fewestPairs(double level, int comparisons) {
    Checks.level(level);
    int pairs = 1;
    while (ofSignedRank(pairs, comparisons) > level) {
      pairs++;
    }
    return pairs;
  }
}
