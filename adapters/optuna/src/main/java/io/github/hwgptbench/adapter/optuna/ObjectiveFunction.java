package io.github.hwgptbench.adapter.optuna;

import java.util.Optional;

/** What a study optimises. Used by many threads at once where a study runs several jobs. */
@FunctionalInterface
public interface ObjectiveFunction {

  /**
   * Evaluates a trial, whose parameters it asks the trial for.
   *
   * @return one value an objective; a trial whose values are NaN or of another number fails
   * @throws TrialPrunedException to give the trial up
   */
  double[] evaluate(Trial trial);

  /** Says beforehand what is asked for and answered; empty if that is found while running. */
  default Optional<Declaration> declaration() {
    return Optional.empty();
  }
}
