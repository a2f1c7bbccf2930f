package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Performance profiles (Dolan and Moré 2002, Mathematical Programming 91, p. 203): for each solver,
 * the distribution of its cost to solve a problem, divided by the cost of the best solver.
 *
 * @param problems number of problems
 * @param ratios cost ratios of each solver, ascending, 1 or more: one per problem that it solves
 * @since 0.2.0
 */
public record PerformanceProfile(int problems, List<List<Double>> ratios) {

  /** Copies the lists. */
  public PerformanceProfile {
    ratios = ratios.stream().map(List::copyOf).toList();
  }

  /**
   * Makes profiles.
   *
   * @param costs one row per problem, one or more, with one cost per solver, above 0; positive
   *     infinity if it does not solve the problem
   * @throws IllegalArgumentException if there is no problem, rows differ in length, or a cost is
   *     not above 0
   */
  public static PerformanceProfile of(double[][] costs) {
    Checks.atLeast(1, costs.length, "problems");
    List<List<Double>> ratios = new ArrayList<>();
    for (int solver = 0; solver < costs[0].length; solver++) {
      ratios.add(new ArrayList<>());
    }
    for (double[] problem : costs) {
      if (problem.length != ratios.size() || !Arrays.stream(problem).allMatch(cost -> cost > 0)) {
        throw new IllegalArgumentException(Text.format(
            "Costs %s of %d solvers; allowed: one per solver, above 0",
            Arrays.toString(problem), ratios.size()));
      }
      double best = DoubleStream.of(problem).min().orElse(Double.POSITIVE_INFINITY);
      for (int solver = 0; solver < problem.length; solver++) {
        if (problem[solver] < Double.POSITIVE_INFINITY) {
          ratios.get(solver).add(problem[solver] / best);
        }
      }
    }
    ratios.forEach(solver -> solver.sort(null));
    return new PerformanceProfile(costs.length, ratios);
  }

  /**
   * Returns the share of the problems on which a solver is within a factor of the best one.
   *
   * @param solver its index
   * @param factor 1 or more; for 1, the share of the problems on which no other solver is better
   */
  public double share(int solver, double factor) {
    return ratios.get(solver).stream().filter(ratio -> ratio <= factor).count() / (double) problems;
  }
}
