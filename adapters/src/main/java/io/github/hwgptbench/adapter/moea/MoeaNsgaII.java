package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.adapter.NsgaIISettings;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.problem.moea.CategoricalMutation;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import java.util.Map;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.ChainedComparator;
import org.moeaframework.core.comparator.CrowdingComparator;
import org.moeaframework.core.comparator.ParetoDominanceComparator;
import org.moeaframework.core.initialization.RandomInitialization;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.UniformCrossover;
import org.moeaframework.core.population.NondominatedSortingPopulation;
import org.moeaframework.core.selection.TournamentSelection;

/**
 * MOEA Framework's NSGA-II (Deb et al. 2002) with its uniform crossover, probability 0.9, and
 * {@link CategoricalMutation} of one gene on average. The population is of 100, of 40 for budgets
 * up to 500, and of the budget where that is less. The last generation ends where the budget does.
 * It may evaluate the same network again, which costs budget.
 *
 * <p>A run seeds the framework's generator of the calling thread, and leaves it where the run
 * ended.
 */
public final class MoeaNsgaII implements SearchAlgorithm {

  @Override
  public AlgorithmName name() {
    return new AlgorithmName("moea:NSGAII", AlgorithmName.DEFAULT, Map.of());
  }

  @Override
  public String description() {
    return "NSGA-II of MOEA Framework with uniform crossover and one mutation a child on average";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener) {
    NsgaIISettings settings = NsgaIISettings.of(budget, name().name());
    PRNG.setSeed(seed);
    Run run = new Run(new HwGptMoeaProblem(problem), budget, settings, listener);
    try {
      while (run.getNumberOfEvaluations() < budget) {
        run.step();
      }
    } catch (BudgetSpent e) {
      // The last generation was larger than what was left.
    }
  }

  /** The framework offers no other way out of the middle of a generation. */
  private static final class BudgetSpent extends RuntimeException {

    private static final long serialVersionUID = 1;

    BudgetSpent() {
      super(null, null, false, false);
    }
  }

  /** One run, which tells of each evaluation. */
  private static final class Run extends NSGAII {

    private final int budget;
    private final EvaluationListener listener;

    Run(
        HwGptMoeaProblem problem,
        int budget,
        NsgaIISettings settings,
        EvaluationListener listener) {
      super(
          problem,
          settings.populationSize(),
          new NondominatedSortingPopulation(),
          null,
          new TournamentSelection(
              2, new ChainedComparator(new ParetoDominanceComparator(), new CrowdingComparator())),
          new CompoundVariation(
              new UniformCrossover(settings.crossoverProbability()),
              new CategoricalMutation(problem)),
          new RandomInitialization(problem));
      this.budget = budget;
      this.listener = listener;
    }

    @Override
    public void evaluate(Solution solution) {
      if (getNumberOfEvaluations() == budget) {
        throw new BudgetSpent();
      }
      long number = getNumberOfEvaluations();
      super.evaluate(solution);
      listener.evaluated(new Evaluation(
          new Candidate(number, HwGptMoeaProblem.genes(solution)),
          solution.getObjectiveValues(),
          solution.getConstraintValues()));
    }
  }
}
