package io.github.hwgptbench.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Two algorithms beside each other over the same seeds.
 *
 * @param first index of one algorithm
 * @param second index of the other, larger
 * @param signedRank the test of their paired values
 * @param adjustedPValue its probability after {@link Holm}'s correction for all pairs of algorithms
 * @param effectSize A<sub>12</sub> of the first beside the second: above 0.5 if values of the first
 *     tend to be larger
 */
public record PairwiseComparison(
    int first,
    int second,
    WilcoxonSignedRank signedRank,
    double adjustedPValue,
    VarghaDelaney effectSize) {

  /**
   * Compares every two of several algorithms, (0, 1), (0, 2) ... (1, 2) and so on.
   *
   * @param values one row an algorithm, with one finite value a seed, the same seeds in all rows
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
}
