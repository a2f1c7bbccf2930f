package io.github.hwgptbench.analysis;

import io.github.hwgptbench.objective.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is from feasible architectures, over its evaluations. The violation of an
 * evaluation is the sum, over the constraints, of the amount by which each is broken as a share of
 * its bound (of 1 where the bound is 0), so that constraints of different units add up.
 */
final class FeasibilityCurve {

  /** How many of the evaluations up to each are feasible. */
  private final int[] feasible;
  /** The sum of the violations up to each evaluation. */
  private final double[] violations;

  private FeasibilityCurve(int[] feasible, double[] violations) {
    this.feasible = feasible;
    this.violations = violations;
  }

  /**
   * Makes a curve.
   *
   * @param violations one row per evaluation, by how much each constraint is broken
   */
  static FeasibilityCurve of(double[][] violations, List<Constraint> constraints) {
    int[] feasible = new int[violations.length];
    double[] sums = new double[violations.length];
    int count = 0;
    double sum = 0;
    for (int i = 0; i < violations.length; i++) {
      double violation = 0;
      boolean holds = true;
      for (int j = 0; j < violations[i].length; j++) {
        if (!(violations[i][j] <= 0)) {
          double bound = Math.abs(constraints.get(j).bound());
          violation += violations[i][j] / (bound == 0 ? 1 : bound);
          holds = false;
        }
      }
      count += holds ? 1 : 0;
      sum += violation;
      feasible[i] = count;
      sums[i] = sum;
    }
    return new FeasibilityCurve(feasible, sums);
  }

  private int evaluations(int after) {
    return Math.min(after, feasible.length);
  }

  /** Returns how many evaluations of the run are feasible. */
  private int feasible() {
    return feasible.length == 0 ? 0 : feasible[feasible.length - 1];
  }

  /** Returns the share of feasible ones among the first evaluations; 0 if there are none. */
  double share(int after) {
    int count = evaluations(after);
    return count == 0 ? 0 : feasible[count - 1] / (double) count;
  }

  /** Returns the mean violation of the first evaluations; 0 if there are none. */
  double meanViolation(int after) {
    int count = evaluations(after);
    return count == 0 ? 0 : violations[count - 1] / count;
  }

  /** Sums up a run with some budget. */
  RunFeasibility within(int budget) {
    return new RunFeasibility(feasible(), share(budget), meanViolation(budget), first());
  }

  private @Nullable Integer first() {
    for (int i = 0; i < feasible.length; i++) {
      if (feasible[i] > 0) {
        return i + 1;
      }
    }
    return null;
  }
}
