package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * The signed-rank test of Wilcoxon (1945): whether pairs, such as two algorithms with the same
 * seed, differ by more than chance.
 *
 * <p>The p-value is exact, also with ties: equal differences share the mean of their ranks, and the
 * distribution is that of all assignments of signs to these ranks. Pairs without a difference are
 * left out, as by Wilcoxon.
 *
 * @param pairs number of pairs that differ
 * @param positive sum of the ranks of the positive differences
 * @param negative sum of the ranks of the negative differences
 * @param pValue two-sided probability of sums at least as uneven if signs were random; 1 if no pair
 *     differs
 */
public record WilcoxonSignedRank(int pairs, double positive, double negative, double pValue) {

  /** Where the exact distribution takes seconds. */
  private static final int MOST_PAIRS = 1000;

  /**
   * Tests paired values.
   *
   * @param first one value per pair
   * @param second the other value of each
   * @throws IllegalArgumentException if lengths differ, a value is NaN or infinite, or there are
   *     more than 1,000 pairs
   */
  public static WilcoxonSignedRank of(double[] first, double[] second) {
    if (first.length != second.length || first.length > MOST_PAIRS) {
      throw new IllegalArgumentException(Text.format(
          "%d and %d values; allowed: equal numbers, at most %d",
          first.length, second.length, MOST_PAIRS));
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException(
            Text.format("Pair %d: %s and %s; allowed: finite numbers", i, first[i], second[i]));
      }
    }
    return of(Arrays.stream(differences)
        .filter(difference -> difference != 0)
        .boxed()
        .sorted((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
        .mapToDouble(Double::doubleValue)
        .toArray());
  }

  /** Tests differences that rise in magnitude, none of them 0. */
  private static WilcoxonSignedRank of(double[] differences) {
    int n = differences.length;
    // Twice the rank is an integer also where ranks are shared.
    int[] doubled = new int[n];
    int from = 0;
    while (from < n) {
      int to = from;
      while (to < n && Math.abs(differences[to]) == Math.abs(differences[from])) {
        to++;
      }
      Arrays.fill(doubled, from, to, from + 1 + to);
      from = to;
    }
    int positive = 0;
    int negative = 0;
    for (int i = 0; i < n; i++) {
      if (differences[i] > 0) {
        positive += doubled[i];
      } else {
        negative += doubled[i];
      }
    }
    return new WilcoxonSignedRank(
        n, positive / 2.0, negative / 2.0, twoSided(doubled, Math.min(positive, negative)));
  }

  /** Twice the probability that ranks with random signs have a positive sum of this or less. */
  private static double twoSided(int[] doubled, int least) {
    double[] probabilities = new double[least + 1];
    probabilities[0] = 1;
    for (int rank : doubled) {
      for (int sum = least; sum >= 0; sum--) {
        double without = probabilities[sum];
        double with = sum >= rank ? probabilities[sum - rank] : 0;
        probabilities[sum] = (without + with) / 2;
      }
    }
    return Math.min(1, 2 * Arrays.stream(probabilities).sum());
  }
}
