package io.github.hwgptbench.adapter.optuna;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the values of parameters. A study asks it at the beginning of each trial for all that it
 * has an opinion on, and then for each parameter that it had none on. Safe for use by many threads.
 */
public interface Sampler {

  /**
   * Chooses values of parameters together, at the beginning of a trial.
   *
   * @param study what the trial is of
   * @param trial what is known of it, parameters that a user has fixed for instance
   * @param task what is known of the parameters
   * @return values by name; a parameter that is missing, or whose value its distribution lacks, is
   *     asked for by {@link #sampleIndependent} when it is suggested
   */
  Map<String, Object> sampleRelative(Study study, FrozenTrial trial, SamplingTask task);

  /**
   * Chooses the value of one parameter.
   *
   * @param study what the trial is of
   * @param trial what is known of it
   * @param name of the parameter
   * @param distribution of the parameter
   */
  @Nullable
  Object sampleIndependent(Study study, FrozenTrial trial, String name, Distribution distribution);
}
