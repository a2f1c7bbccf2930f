package io.github.hwgptbench.adapter.moea;

import org.moeaframework.core.Solution;
import org.moeaframework.core.population.ReferenceVectorGuidedPopulation;
import org.moeaframework.util.weights.NormalBoundaryDivisions;

/**
 * The population of RVEA, without infeasible solutions once there are feasible ones. The
 * framework's keeps an infeasible solution for each reference vector that has no feasible one.
 */
final class FeasibleFirstPopulation extends ReferenceVectorGuidedPopulation {

  FeasibleFirstPopulation(int objectives, NormalBoundaryDivisions divisions) {
    super(objectives, divisions);
  }

  @Override
  public void truncate() {
    if (asList().stream().anyMatch(Solution::isFeasible)) {
      removeAll(Solution::violatesConstraints);
    }
    super.truncate();
  }
}
