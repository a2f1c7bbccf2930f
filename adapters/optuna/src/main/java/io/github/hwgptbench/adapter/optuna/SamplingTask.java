package io.github.hwgptbench.adapter.optuna;

import java.util.List;
import java.util.Optional;

/**
 * What is known beforehand of the trials that a sampler is asked about.
 *
 * @param space the parameters, if they were declared
 * @param constraints names of the constraints, if they were declared
 * @param trials about how many trials there are going to be, positive; for settings that depend on
 *     it, not a limit
 */
public record SamplingTask(
    Optional<ParameterSpace> space, Optional<List<String>> constraints, int trials) {

  /** What is assumed where nobody says how many trials there are going to be. */
  public static final int USUAL_TRIALS = 1000;

  static SamplingTask of(Optional<Declaration> declared, int trials) {
    return new SamplingTask(
        declared.map(Declaration::space), declared.map(Declaration::constraints), trials);
  }

  static SamplingTask of(ParameterSpace space) {
    return new SamplingTask(Optional.of(space), Optional.empty(), USUAL_TRIALS);
  }
}
