package io.github.hwgptbench.statistics;

import java.util.List;

/**
 * The post-hoc test of Nemenyi (1963) on mean ranks, as Demšar describes it (2006, JMLR 7, p. 11):
 * after a {@link Friedman} test, which algorithms differ. It is what a critical-difference diagram
 * draws.
 *
 * <p>What it says about two algorithms depends on the others that are compared (Benavoli et al.
 * 2016, JMLR 17, paper 5). A signed-rank test looks at the two alone, and the others only weigh in
 * {@link Holm}'s correction.
 *
 * @param averageRanks the mean rank of each algorithm, from 1, the best
 * @param blocks over how many blocks
 * @param level probability of saying that some algorithms differ where none do
 * @param quantile of the range of that many normal numbers, divided by √2: q<sub>α</sub> of
 *     Demšar's table 5
 * @param criticalDifference of mean ranks from which on algorithms differ: q<sub>α</sub> √(k (k +
 *     1) / 6 N) for k algorithms and N blocks
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
   * @param friedman the test before
   * @param level such as 0.05
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
   * Returns the probability that some two of as many algorithms differ in mean rank at least as
   * much as these two, if all were alike.
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
   * Returns the bars of a critical-difference diagram: the groups of two algorithms or more, as
   * large as can be, in which no two differ by the critical difference. Best group first, and in it
   * the indices of its algorithms, best first.
   */
  public List<List<Integer>> groups() {
    return RankGroups.of(
        averageRanks,
        (first, second) ->
            Math.abs(averageRanks.get(first) - averageRanks.get(second)) >= criticalDifference);
  }
}
