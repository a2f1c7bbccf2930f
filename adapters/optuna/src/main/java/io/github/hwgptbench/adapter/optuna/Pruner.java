package io.github.hwgptbench.adapter.optuna;

/**
 * Decides whether a trial is given up, by what it has reported so far. Safe for use by many
 * threads. {@link Pruners} has some.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface Pruner {

  /**
   * Returns whether a trial is given up.
   *
   * @param study what it is a trial of, of one or several objectives
   * @param trial as it is now, with all that it has {@linkplain FrozenTrial#reports reported}
   */
  boolean prune(Study study, FrozenTrial trial);
}
