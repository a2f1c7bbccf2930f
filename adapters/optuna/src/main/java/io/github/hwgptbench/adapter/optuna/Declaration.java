package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.internal.text.Text;
import java.util.List;

/**
 * The parameters, objectives and constraints of an objective function, which are known before it
 * runs.
 *
 * @param space its parameters
 * @param directions which values of each objective are better, at least one
 * @param metricNames names of the objectives, one per direction
 * @param constraints names of the constraints that it sets for every trial
 * @param priors evaluations of other problems on the same parameters, for samplers that learn from
 *     them
 * @param workers number of simultaneous trials in simulated time, positive
 */
public record Declaration(
    ParameterSpace space,
    List<Direction> directions,
    List<String> metricNames,
    List<String> constraints,
    List<Prior> priors,
    int workers) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are no directions, or the number of names differs
   */
  public Declaration {
    directions = List.copyOf(directions);
    metricNames = List.copyOf(metricNames);
    constraints = List.copyOf(constraints);
    priors = List.copyOf(priors);
    if (directions.isEmpty() || directions.size() != metricNames.size()) {
      throw new IllegalArgumentException(Text.format(
              "%d directions and %d names of objectives; allowed: equal numbers",
              directions.size(), metricNames.size())
          + " of both, 1 or more");
    }
  }

  /** Makes a declaration without priors, for one trial at a time. */
  public Declaration(
      ParameterSpace space,
      List<Direction> directions,
      List<String> metricNames,
      List<String> constraints) {
    this(space, directions, metricNames, constraints, List.of(), 1);
  }
}
