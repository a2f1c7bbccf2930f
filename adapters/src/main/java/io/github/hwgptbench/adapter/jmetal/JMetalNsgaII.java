package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.adapter.NsgaIISettings;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import java.util.List;
import java.util.Map;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAII;
import org.uma.jmetal.operator.selection.impl.BinaryTournamentSelection;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.comparator.RankingAndCrowdingDistanceComparator;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;

/**
 * jMetal's NSGA-II (Deb et al. 2002) with {@link CategoricalUniformCrossover}, probability 0.9, and
 * {@link CategoricalMutation} of one gene on average. The population is of 100, of 40 for budgets
 * up to 500, and of the budget where that is less. The last generation is as large as the budget
 * leaves. It may evaluate the same network again, which costs budget.
 */
public final class JMetalNsgaII implements SearchAlgorithm {

  @Override
  public AlgorithmName name() {
    return new AlgorithmName("jmetal:NSGAII", AlgorithmName.DEFAULT, Map.of());
  }

  @Override
  public String description() {
    return "NSGA-II of jMetal with uniform crossover and one mutation a child on average";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener) {
    NsgaIISettings settings = NsgaIISettings.of(budget, name().name());
    JMetalScope.run(seed, () -> new Run(problem, budget, settings, listener).run());
  }

  /** One run, whose last generation is cut to the budget. */
  private static final class Run extends NSGAII<IntegerSolution> {

    private static final long serialVersionUID = 1;

    Run(
        BenchmarkProblem problem,
        int budget,
        NsgaIISettings settings,
        EvaluationListener listener) {
      super(
          new HwGptIntegerProblem(problem),
          budget,
          settings.populationSize(),
          settings.populationSize(),
          settings.populationSize(),
          new CategoricalUniformCrossover(settings.crossoverProbability()),
          new CategoricalMutation(problem.genotypes()),
          new BinaryTournamentSelection<>(new RankingAndCrowdingDistanceComparator<>()),
          new BatchEvaluator(listener));
    }

    @Override
    protected List<IntegerSolution> reproduction(List<IntegerSolution> matingPool) {
      List<IntegerSolution> children = super.reproduction(matingPool);
      return children.subList(0, Math.min(children.size(), maxEvaluations - evaluations));
    }
  }

  /** Evaluates a generation at a time, and tells of each evaluation. */
  private static final class BatchEvaluator implements SolutionListEvaluator<IntegerSolution> {

    private static final long serialVersionUID = 1;

    private final EvaluationListener listener;
    private long evaluations;

    BatchEvaluator(EvaluationListener listener) {
      this.listener = listener;
    }

    @Override
    public List<IntegerSolution> evaluate(
        List<IntegerSolution> solutions, Problem<IntegerSolution> problem) {
      ((HwGptIntegerProblem) problem).evaluateAll(solutions);
      for (IntegerSolution solution : solutions) {
        listener.evaluated(new Evaluation(
            new Candidate(evaluations++, HwGptIntegerProblem.genes(solution)),
            solution.objectives(),
            HwGptIntegerProblem.violations(solution)));
      }
      return solutions;
    }

    @Override
    public void shutdown() {}
  }
}
