package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison of two algorithms over the same seeds.
 *
 * @param first index of one algorithm
 * @param second index of the other, larger
 * @param signedRank the test of their paired values
 * @param adjustedPValue its p-value after {@link Holm}'s correction for all pairs of algorithms
 * @param effectSize A<sub>12</sub> of the first against the second: above 0.5 if values of the
 *     first tend to be larger
 */
public record PairwiseComparison(
    int first,
    int second,
    WilcoxonSignedRank signedRank,
    double adjustedPValue,
    VarghaDelaney effectSize) {

  /**
   * Compares all pairs of algorithms, in the order (0, 1), (0, 2) ... (1, 2) and so on.
   *
   * @param values one row per algorithm, with one finite value per seed, the same seeds in all rows
   * @throws IllegalArgumentException if rows differ in length or are empty, or a value is not
   *     finite
   */
  public static List<PairwiseComparison> all(double[][] values) {
    List<WilcoxonSignedRank> tests = new ArrayList<>();
    for (int first = 0; first < values.length; first++) {
      for (int second = first + 1; second < values.length; second++) {
        tests.add(WilcoxonSignedRank.of(values[first], values[second]));
      }
    }
    double[] adjusted =
        Holm.adjusted(tests.stream().mapToDouble(WilcoxonSignedRank::pValue).toArray());
    List<PairwiseComparison> comparisons = new ArrayList<>();
    for (int first = 0; first < values.length; first++) {
      for (int second = first + 1; second < values.length; second++) {
        int test = comparisons.size();
        comparisons.add(new PairwiseComparison(
            first,
            second,
            tests.get(test),
            adjusted[test],
            VarghaDelaney.of(values[first], values[second])));
      }
    }
    return List.copyOf(comparisons);
  }

  /**
   * Returns the bars of a critical-difference diagram that shows these comparisons in place of
   * {@link Nemenyi}'s: the maximal groups of two or more algorithms, adjacent in the order of their
   * ranks, in which no two differ. Best group first, and in it the indices of its algorithms, best
   * first.
   *
   * @param comparisons comparisons of all pairs of algorithms, as {@link #all} returns them
   * @param averageRanks the mean rank of each algorithm, such as {@link Friedman#averageRanks}
   * @param level significance level: two algorithms differ if their adjusted p-value is at most
   *     this
   * @throws IllegalArgumentException if there is not one comparison per pair of algorithms, or the
   *     level is not between 0 and 1
   */
  public static List<List<Integer>> groups(
      List<PairwiseComparison> comparisons, List<Double> averageRanks, double level) {
    Checks.level(level);
    int algorithms = averageRanks.size();
    if (comparisons.size() != algorithms * (algorithms - 1) / 2) {
      throw new IllegalArgumentException(Text.format(
          "%d comparisons of %d algorithms; must be %d",
          comparisons.size(), algorithms, algorithms * (algorithms - 1) / 2));
    }
    boolean[][] differ = new boolean[algorithms][algorithms];
    for (PairwiseComparison pair : comparisons) {
      boolean clear = pair.adjustedPValue() <= level;
      differ[pair.first()][pair.second()] = clear;
      differ[pair.second()][pair.first()] = clear;
    }
    return RankGroups.of(averageRanks, (first, second) -> differ[first][second]);
  }
}
