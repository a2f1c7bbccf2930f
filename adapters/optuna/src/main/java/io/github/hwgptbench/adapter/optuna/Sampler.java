package io.github.hwgptbench.adapter.optuna;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the values of parameters. At the beginning of each trial, a study asks it to choose
 * parameters jointly, and later for each parameter that was not among these. Safe for use by many
 * threads.
 */
public interface Sampler {

  /**
   * Chooses values of parameters jointly, at the beginning of a trial.
   *
   * @param study the study of the trial
   * @param trial the trial so far, such as with parameters that a user has fixed
   * @param task the information about the parameters that is known in advance
   * @return values by name; a parameter that is missing, or whose value is not in its distribution,
   *     is chosen by {@link #sampleIndependent} when it is suggested
   */
  Map<String, Object> sampleRelative(Study study, FrozenTrial trial, SamplingTask task);

  /**
   * Chooses the value of one parameter.
   *
   * @param study the study of the trial
   * @param trial the trial so far
   * @param name of the parameter
   * @param distribution of the parameter
   */
  @Nullable
  Object sampleIndependent(Study study, FrozenTrial trial, String name, Distribution distribution);
}
