package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.Summary;
import java.util.List;

/**
 * How an algorithm copes with the constraints of a problem, over its seeds.
 *
 * @param share of feasible ones among all evaluations of a run
 * @param violation mean violation of all evaluations of a run: by how much constraints are broken,
 *     as a share of their bounds, added up; 0 for a feasible evaluation
 * @param first steps of the budget to the first feasible one; its target is any hypervolume
 * @param curve share and violation over the steps of the budget
 * @since 0.2.0
 */
public record FeasibilityAnalysis(
    Summary share, Summary violation, TargetTime first, List<FeasibilityPoint> curve) {

  /** Copies the list. */
  public FeasibilityAnalysis {
    curve = List.copyOf(curve);
  }
}
