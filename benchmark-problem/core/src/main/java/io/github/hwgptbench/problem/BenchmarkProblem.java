package io.github.hwgptbench.problem;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * A problem whose genotypes are architectures of a search space, and whose objectives and
 * constraints are metrics of these.
 */
public interface BenchmarkProblem extends Problem {

  /** Returns the search space. */
  SearchSpace space();

  @Override
  default GenotypeSpace genotypes() {
    return space().genotypes();
  }

  @Override
  List<Objective> objectives();

  @Override
  default List<Constraint> constraints() {
    return List.of();
  }
}
