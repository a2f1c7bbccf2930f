package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.Dominance;
import java.util.Arrays;
import java.util.List;

/**
 * The empirical attainment function (Grunert da Fonseca, Fonseca and Hall 2001, EMO, p. 213): which
 * share of runs attained a goal, that is, found a point at least as good in every objective. For
 * any number of objectives, which are minimised.
 */
public final class EmpiricalAttainment {

  private EmpiricalAttainment() {}

  /**
   * Returns the share of runs that attained a goal.
   *
   * @param runs the points of each run, one run or more; a run may have none, and points need not
   *     be mutually non-dominated
   * @param goal one value an objective
   * @throws IllegalArgumentException if there are no runs, a point has another number of objectives
   *     than the goal, or a value is NaN
   */
  public static double of(List<double[][]> runs, double[] goal) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Attainment by no runs; allowed: 1 or more");
    }
    if (hasNaN(goal)) {
      throw new IllegalArgumentException(
          Text.format("Goal %s: NaN has no place in an order", Arrays.toString(goal)));
    }
    int attained = 0;
    for (int run = 0; run < runs.size(); run++) {
      boolean attains = false;
      for (double[] point : runs.get(run)) {
        if (point.length != goal.length || hasNaN(point)) {
          throw new IllegalArgumentException(Text.format(
              "Run %d has a point %s; allowed: %d numbers, not NaN",
              run, Arrays.toString(point), goal.length));
        }
        attains |= Dominance.covers(point, goal);
      }
      attained += attains ? 1 : 0;
    }
    return attained / (double) runs.size();
  }

  private static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }
}
