package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.CommonSettings;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import java.util.List;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;

/**
 * What an algorithm of jMetal is built of for one run.
 *
 * @param problem ends the run itself, when the budget is spent
 * @param budget for settings that depend on it
 * @param settings of the algorithm
 */
record JMetalRun(HwGptIntegerProblem problem, int budget, Settings settings) {

  /** For algorithms that want to know when to stop, which is not for them to say here. */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  int objectives() {
    return problem.numberOfObjectives();
  }

  int population() {
    return CommonSettings.population(settings, budget);
  }

  CrossoverOperator<IntegerSolution> crossover() {
    return new CategoricalUniformCrossover(settings.get(CommonSettings.CROSSOVER));
  }

  MutationOperator<IntegerSolution> mutation() {
    return new CategoricalMutation(problem.problem().genotypes());
  }

  SolutionListEvaluator<IntegerSolution> evaluator() {
    return new BatchEvaluator();
  }

  /** Evaluates a generation at a time, which is faster than one by one. */
  private static final class BatchEvaluator implements SolutionListEvaluator<IntegerSolution> {

    private static final long serialVersionUID = 1;

    @Override
    public List<IntegerSolution> evaluate(
        List<IntegerSolution> solutions, Problem<IntegerSolution> problem) {
      ((HwGptIntegerProblem) problem).evaluateAll(solutions);
      return solutions;
    }

    @Override
    public void shutdown() {}
  }
}
