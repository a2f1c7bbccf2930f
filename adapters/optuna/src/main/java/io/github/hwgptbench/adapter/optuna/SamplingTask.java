package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Prior;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known in advance of the trials of a sampler.
 *
 * @param space the parameters; null if they were not declared
 * @param constraints names of the constraints; null if they were not declared
 * @param trials approximate number of trials, positive; for settings that depend on it, not a limit
 * @param priors evaluations of other problems on the declared parameters
 * @param workers number of simultaneous trials in simulated time, positive
 */
public record SamplingTask(
    @Nullable ParameterSpace space,
    @Nullable List<String> constraints,
    int trials,
    List<Prior> priors,
    int workers) {

  /** The number of trials that is assumed if it is unknown. */
  public static final int USUAL_TRIALS = 1000;

  /** Makes a task without priors, for one trial at a time. */
  public SamplingTask(
      @Nullable ParameterSpace space, @Nullable List<String> constraints, int trials) {
    this(space, constraints, trials, List.of(), 1);
  }

  static SamplingTask of(@Nullable Declaration declared, int trials) {
    return declared == null
        ? new SamplingTask(null, null, trials)
        : new SamplingTask(
            declared.space(),
            declared.constraints(),
            trials,
            declared.priors(),
            declared.workers());
  }

  /** Returns the declared parameters, or those that were found. */
  ParameterSpace spaceOr(Supplier<ParameterSpace> found) {
    return space == null ? found.get() : space;
  }

  static SamplingTask of(ParameterSpace space) {
    return new SamplingTask(space, null, USUAL_TRIALS);
  }
}
