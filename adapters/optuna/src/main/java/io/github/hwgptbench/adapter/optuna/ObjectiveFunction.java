package io.github.hwgptbench.adapter.optuna;

import java.util.Optional;

/**
 * The function that a study optimises. If a study runs several jobs, it is called by several
 * threads at once.
 */
@FunctionalInterface
public interface ObjectiveFunction {

  /**
   * Evaluates a trial, after it has asked the trial for its parameters.
   *
   * @return one value per objective; a trial fails if a value is NaN, or if the number of values is
   *     wrong
   * @throws TrialPrunedException to prune the trial
   */
  double[] evaluate(Trial trial);

  /**
   * Declares the parameters, objectives and constraints in advance; empty if they are found during
   * the optimisation.
   */
  default Optional<Declaration> declaration() {
    return Optional.empty();
  }
}
