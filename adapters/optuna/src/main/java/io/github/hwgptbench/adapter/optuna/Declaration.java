package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.internal.text.Text;
import java.util.List;

/**
 * What an objective asks for and answers.
 *
 * @param space its parameters
 * @param directions which values of each objective are better, at least one
 * @param metricNames names of the objectives, as many
 * @param constraints names of the constraints that it sets on every trial
 * @param priors evaluations of other problems on the same parameters, for samplers that learn from
 *     them
 * @param workers how many trials go on at a time in simulated time, positive
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
   * @throws IllegalArgumentException if there are no directions, or not as many names
   */
  public Declaration {
    directions = List.copyOf(directions);
    metricNames = List.copyOf(metricNames);
    constraints = List.copyOf(constraints);
    priors = List.copyOf(priors);
    if (directions.isEmpty() || directions.size() != metricNames.size()) {
      throw new IllegalArgumentException(Text.format(
              "%d directions and %d names of objectives; allowed: as many",
              directions.size(), metricNames.size())
          + " of both, at least one");
    }
  }

  /** Makes a declaration without priors and of one trial at a time. */
  public Declaration(
      ParameterSpace space,
      List<Direction> directions,
      List<String> metricNames,
      List<String> constraints) {
    this(space, directions, metricNames, constraints, List.of(), 1);
  }
}
