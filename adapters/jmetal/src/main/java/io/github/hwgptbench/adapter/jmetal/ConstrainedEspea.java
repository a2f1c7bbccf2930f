package io.github.hwgptbench.adapter.jmetal;

import java.util.List;
import org.uma.jmetal.algorithm.multiobjective.espea.ESPEA;
import org.uma.jmetal.algorithm.multiobjective.espea.util.EnergyArchive;
import org.uma.jmetal.algorithm.multiobjective.espea.util.EnergyArchive.ReplacementStrategy;
import org.uma.jmetal.algorithm.multiobjective.espea.util.ScalarizationWrapper;
import org.uma.jmetal.algorithm.multiobjective.espea.util.ScalarizationWrapper.ScalarizationType;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.operator.selection.impl.RandomSelection;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;

/** ESPEA as its builder makes it, with constrained dominance in its archive. */
final class ConstrainedEspea extends ESPEA<IntegerSolution> {

  private static final long serialVersionUID = 1;

  /** In place of that of jMetal, whose dominance can't be chosen. */
  private final Energies energies;

  ConstrainedEspea(
      Problem<IntegerSolution> problem,
      int maxEvaluations,
      int population,
      CrossoverOperator<IntegerSolution> crossover,
      MutationOperator<IntegerSolution> mutation,
      SolutionListEvaluator<IntegerSolution> evaluator) {
    super(
        problem,
        maxEvaluations,
        population,
        crossover,
        crossover,
        mutation,
        new RandomSelection<>(),
        new ScalarizationWrapper(ScalarizationType.UNIFORM),
        evaluator,
        true,
        ReplacementStrategy.LARGEST_DIFFERENCE);
    energies = new Energies(population);
  }

  private static final class Energies extends EnergyArchive<IntegerSolution> {

    private static final long serialVersionUID = 1;

    Energies(int size) {
      super(size);
      archive = ConstrainedDominance.archive();
    }
  }

  @Override
  protected void initProgress() {
    super.initProgress();
    population.forEach(energies::add);
  }

  @Override
  protected List<IntegerSolution> replacement(
      List<IntegerSolution> population, List<IntegerSolution> offspring) {
    offspring.forEach(energies::add);
    return energies.solutions();
  }

  @Override
  public List<IntegerSolution> result() {
    return energies.solutions();
  }
}
