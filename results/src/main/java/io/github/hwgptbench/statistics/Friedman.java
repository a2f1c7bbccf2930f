package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The Friedman test (1937): whether ranks of algorithms over several blocks, such as problems or
 * seeds, differ by more than chance.
 *
 * <p>Equal values share the mean of their ranks, and the statistic is corrected for them (Conover
 * 1999, section 5.8), as in SciPy and R. Without ties it is that of Demšar (2006, JMLR 7, p. 11).
 * Its p-value is from a chi-squared distribution, which is accurate for more than 10 blocks and 5
 * algorithms, by Demšar's rule of thumb, and otherwise conservative; the statistic of Iman and
 * Davenport (1980) is less conservative, and is compared with an F distribution.
 *
 * @param blocks number of blocks, 2 or more
 * @param averageRanks the mean rank of each algorithm, from 1, the best
 * @param chiSquared the statistic
 * @param pValue probability of this value or a larger one if all algorithms were equal
 * @param imanDavenport the statistic of Iman and Davenport; infinite if all blocks agree completely
 * @param imanDavenportPValue probability of that value or a larger one if all algorithms were equal
 */
public record Friedman(
    int blocks,
    List<Double> averageRanks,
    double chiSquared,
    double pValue,
    double imanDavenport,
    double imanDavenportPValue) {

  /** Copies the ranks. */
  public Friedman {
    averageRanks = List.copyOf(averageRanks);
  }

  /**
   * Tests the values of algorithms.
   *
   * @param values one row per block, with one finite value per algorithm; not changed
   * @param better which values get the low ranks
   * @throws IllegalArgumentException if there are fewer than 2 blocks or algorithms, rows differ in
   *     length, or a value is not finite
   */
  public static Friedman of(double[][] values, Better better) {
    Checks.atLeast(2, values.length, "blocks");
    int algorithms = values[0].length;
    Checks.atLeast(2, algorithms, "algorithms");
    double[] sums = new double[algorithms];
    double squares = 0;
    for (int block = 0; block < values.length; block++) {
      if (values[block].length != algorithms) {
        throw new IllegalArgumentException(Text.format(
            "Block %d has %d values, and block 0 has %d; must agree",
            block, values[block].length, algorithms));
      }
      Checks.finite(values[block], "Block " + block);
      double[] ranks = Ranks.of(values[block], better);
      for (int i = 0; i < algorithms; i++) {
        sums[i] += ranks[i];
        squares += ranks[i] * ranks[i];
      }
    }
    return of(values.length, sums, squares);
  }

  /** Ranks are integers or halves, so all but the last steps are exact. */
  private static Friedman of(int blocks, double[] sums, double squares) {
    int algorithms = sums.length;
    double middle = blocks * (algorithms + 1) / 2.0;
    double between =
        Arrays.stream(sums).map(sum -> (sum - middle) * (sum - middle)).sum();
    double within = squares - middle * (algorithms + 1) / 2.0 * algorithms;
    int freedom = algorithms - 1;
    double chiSquared = within == 0 ? 0 : freedom * between / within;
    double most = (double) blocks * freedom;
    double f = (blocks - 1) * chiSquared / (most - chiSquared);
    return new Friedman(
        blocks,
        Arrays.stream(sums).map(sum -> sum / blocks).boxed().toList(),
        chiSquared,
        ChiSquaredDistribution.of(freedom).survivalProbability(chiSquared),
        f,
        Double.isInfinite(f)
            ? 0
            : FDistribution.of(freedom, (double) freedom * (blocks - 1)).survivalProbability(f));
  }
}
