package io.github.hwgptbench.record;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * What all runs of a suite have in common.
 *
 * @param name name of the suite
 * @param problem full name of the problem
 * @param space the space that is searched
 * @param objectives what is minimised (or, for accuracy, maximised)
 * @param constraints what has to hold
 * @param evaluations budget of a run
 * @param noisy whether values are readings rather than noise-free
 * @param bounds what normalises objectives for indicators
 * @param reference coordinate of the reference point in every normalised objective
 * @param provenance what answered and what computed
 */
public record RunSettings(
    String name,
    String problem,
    SearchSpace space,
    List<Objective> objectives,
    List<Constraint> constraints,
    int evaluations,
    boolean noisy,
    Bounds bounds,
    double reference,
    Provenance provenance) {

  /** Copies the lists. */
  public RunSettings {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
  }
}
