package io.github.hwgptbench.adapter.optuna;

/**
 * Decides whether to prune a trial, by its reports so far. Safe for use by many threads.
 * {@link Pruners} has implementations.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface Pruner {

  /**
   * Returns whether to prune a trial.
   *
   * @param study the study of the trial, with one or several objectives
   * @param trial the trial as it is now, with all its {@linkplain FrozenTrial#reports reports}
   */
  boolean prune(Study study, FrozenTrial trial);
}
