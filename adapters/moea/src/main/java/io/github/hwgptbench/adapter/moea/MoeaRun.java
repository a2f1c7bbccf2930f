package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.CommonSettings;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;

/**
 * What an algorithm of MOEA Framework is configured for.
 *
 * @param problem ends the run itself, when the budget is spent
 * @param budget for settings that depend on it
 * @param settings of the algorithm
 */
record MoeaRun(HwGptMoeaProblem problem, int budget, Settings settings) {

  int population() {
    return CommonSettings.population(settings, budget);
  }

  int divisions() {
    return CommonSettings.divisions(settings, budget, problem.getNumberOfObjectives());
  }

  /** How many reference points the divisions make. */
  int referencePoints() {
    return Math.toIntExact(
        CommonSettings.referencePoints(divisions(), problem.getNumberOfObjectives()));
  }
}
