package io.github.hwgptbench.statistics;

import java.util.List;

/**
 * The post-hoc test of Nemenyi (1963) on mean ranks, as Demšar describes it (2006, JMLR 7, p. 11):
 * which algorithms differ after a {@link Friedman} test. Critical-difference diagrams show it.
 *
 * <p>Its result for two algorithms depends on the other compared algorithms (Benavoli et al. 2016,
 * JMLR 17, paper 5). A signed-rank test depends on the two alone, and the others only affect
 * {@link Holm}'s correction.
 *
 * @param averageRanks the mean rank of each algorithm, from 1, the best
 * @param blocks number of blocks
 * @param level significance level: the probability of finding any difference if there is none
 * @param quantile quantile of the studentized range, divided by √2: q<sub>α</sub> of Demšar's table
 *     5
 * @param criticalDifference minimum difference of mean ranks of algorithms that differ:
 *     q<sub>α</sub> √(k (k + 1) / 6 N) for k algorithms and N blocks
 */
public record Nemenyi(
    List<Double> averageRanks,
    int blocks,
    double level,
    double quantile,
    double criticalDifference) {

  /** Copies the ranks. */
  public Nemenyi {
    averageRanks = List.copyOf(averageRanks);
  }

  /**
   * Compares the mean ranks of a Friedman test.
   *
   * @param friedman the Friedman test
   * @param level significance level, such as 0.05
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public static Nemenyi of(Friedman friedman, double level) {
    Checks.level(level);
    int algorithms = friedman.averageRanks().size();
    double quantile = new StudentizedRange(algorithms).quantile(level) / Math.sqrt(2);
    return new Nemenyi(
        friedman.averageRanks(),
        friedman.blocks(),
        level,
        quantile,
        quantile * standardError(algorithms, friedman.blocks()));
  }

  private static double standardError(int algorithms, int blocks) {
    return Math.sqrt(algorithms * (algorithms + 1.0) / (6.0 * blocks));
  }

  /**
   * Returns the probability that any two of this number of algorithms differ in mean rank at least
   * as much as these two, if all were equal.
   *
   * @param first index of an algorithm
   * @param second index of another
   */
  public double pValue(int first, int second) {
    int algorithms = averageRanks.size();
    double difference = Math.abs(averageRanks.get(first) - averageRanks.get(second));
    return new StudentizedRange(algorithms)
        .survival(Math.sqrt(2) * difference / standardError(algorithms, blocks));
  }

  /**
   * Returns the bars of a critical-difference diagram: the maximal groups of two or more algorithms
   * in which no two differ by the critical difference. Best group first, and in it the indices of
   * its algorithms, best first.
   */
  public List<List<Integer>> groups() {
    return RankGroups.of(
        averageRanks,
        (first, second) ->
            Math.abs(averageRanks.get(first) - averageRanks.get(second)) >= criticalDifference);
  }
}
