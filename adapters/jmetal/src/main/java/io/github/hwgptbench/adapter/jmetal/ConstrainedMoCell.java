package io.github.hwgptbench.adapter.jmetal;

import java.util.List;
import org.uma.jmetal.algorithm.multiobjective.mocell.MOCell;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.operator.selection.impl.BinaryTournamentSelection;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.archive.impl.CrowdingDistanceArchive;
import org.uma.jmetal.util.comparator.RankingAndCrowdingDistanceComparator;
import org.uma.jmetal.util.comparator.dominanceComparator.impl.DominanceWithConstraintsComparator;
import org.uma.jmetal.util.densityestimator.DensityEstimator;
import org.uma.jmetal.util.densityestimator.impl.CrowdingDistanceDensityEstimator;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;
import org.uma.jmetal.util.neighborhood.impl.C9;
import org.uma.jmetal.util.ranking.Ranking;

/** MOCell as its builder makes it, with constrained dominance in its archive and its cells. */
final class ConstrainedMoCell extends MOCell<IntegerSolution> {

  private static final long serialVersionUID = 1;

  /**
   * Makes an algorithm.
   *
   * @param side of the square of cells
   */
  ConstrainedMoCell(
      Problem<IntegerSolution> problem,
      int maxEvaluations,
      int side,
      CrossoverOperator<IntegerSolution> crossover,
      MutationOperator<IntegerSolution> mutation,
      SolutionListEvaluator<IntegerSolution> evaluator) {
    super(
        problem,
        maxEvaluations,
        side * side,
        new CrowdingDistanceArchive<>(side * side, new DominanceWithConstraintsComparator<>()),
        new C9<>(side, side),
        crossover,
        mutation,
        new BinaryTournamentSelection<>(new RankingAndCrowdingDistanceComparator<>()),
        evaluator);
  }

  /** Does what jMetal's does, which ranks the neighbours of a cell by their objectives only. */
  @Override
  protected List<IntegerSolution> replacement(
      List<IntegerSolution> population, List<IntegerSolution> offspring) {
    IntegerSolution child = offspring.get(0);
    if (dominanceComparator.compare(population.get(currentIndividual), child) != 0) {
      return super.replacement(population, offspring);
    }
    currentNeighbors.add(child);
    Ranking<IntegerSolution> ranking = ConstrainedDominance.ranking(currentNeighbors);
    DensityEstimator<IntegerSolution> crowding = new CrowdingDistanceDensityEstimator<>();
    for (int front = 0; front < ranking.getNumberOfSubFronts(); front++) {
      crowding.compute(ranking.getSubFront(front));
    }
    currentNeighbors.sort(new RankingAndCrowdingDistanceComparator<>());
    archive.add(child);
    if (currentNeighbors.get(currentNeighbors.size() - 1) != child) {
      population.set(currentIndividual, child);
    }
    return population;
  }
}
