package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.Summary;
import java.util.List;

/**
 * The feasibility of the evaluations of an algorithm, over its seeds.
 *
 * @param share share of feasible evaluations of a run
 * @param violation mean violation of all evaluations of a run: the sum of the violations of its
 *     constraints as shares of their bounds; 0 for a feasible evaluation
 * @param first steps of the budget to the first feasible evaluation; its target is any hypervolume
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
