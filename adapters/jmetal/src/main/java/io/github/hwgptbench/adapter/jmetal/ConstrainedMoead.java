package io.github.hwgptbench.adapter.jmetal;

import java.util.List;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.catalogue.common.evaluation.impl.SequentialEvaluation;
import org.uma.jmetal.component.catalogue.common.solutionscreation.impl.RandomSolutionsCreation;
import org.uma.jmetal.component.catalogue.common.termination.Termination;
import org.uma.jmetal.component.catalogue.ea.replacement.Replacement;
import org.uma.jmetal.component.catalogue.ea.selection.impl.PopulationAndNeighborhoodSelection;
import org.uma.jmetal.component.catalogue.ea.variation.Variation;
import org.uma.jmetal.component.catalogue.ea.variation.impl.CrossoverAndMutationVariation;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.ConstraintHandling;
import org.uma.jmetal.util.aggregationfunction.AggregationFunction;
import org.uma.jmetal.util.aggregationfunction.impl.PenaltyBoundaryIntersection;
import org.uma.jmetal.util.archive.impl.NonDominatedSolutionListArchive;
import org.uma.jmetal.util.neighborhood.Neighborhood.NeighborType;
import org.uma.jmetal.util.neighborhood.impl.WeightVectorNeighborhood;
import org.uma.jmetal.util.point.impl.IdealPoint;
import org.uma.jmetal.util.point.impl.NadirPoint;
import org.uma.jmetal.util.sequencegenerator.SequenceGenerator;
import org.uma.jmetal.util.sequencegenerator.impl.IntegerPermutationGenerator;

/**
 * MOEA/D for two objectives as its builder makes it, with objectives normalised. Where a solution
 * takes the place of another, less violation is better, and among equal violations the aggregated
 * objectives decide (Jain and Deb 2014), which are all that jMetal's compares.
 */
final class ConstrainedMoead implements Replacement<IntegerSolution> {

  private static final int NEIGHBORS = 20;
  private static final double MATES_ARE_NEIGHBORS = 0.9;
  private static final int MOST_REPLACED = 2;
  private static final double PENALTY = 5;

  private final PopulationAndNeighborhoodSelection<IntegerSolution> selection;
  private final WeightVectorNeighborhood<IntegerSolution> neighborhood;
  private final SequenceGenerator<Integer> subproblems;
  private final AggregationFunction aggregation = new PenaltyBoundaryIntersection(PENALTY, true);
  private final NonDominatedSolutionListArchive<IntegerSolution> found =
      ConstrainedDominance.archive();
  private final IdealPoint ideal = new IdealPoint(2);

  private ConstrainedMoead(
      PopulationAndNeighborhoodSelection<IntegerSolution> selection,
      WeightVectorNeighborhood<IntegerSolution> neighborhood,
      SequenceGenerator<Integer> subproblems) {
    this.selection = selection;
    this.neighborhood = neighborhood;
    this.subproblems = subproblems;
  }

  static EvolutionaryAlgorithm<IntegerSolution> of(
      Problem<IntegerSolution> problem,
      int population,
      CrossoverOperator<IntegerSolution> crossover,
      MutationOperator<IntegerSolution> mutation,
      Termination termination) {
    SequenceGenerator<Integer> subproblems = new IntegerPermutationGenerator(population);
    WeightVectorNeighborhood<IntegerSolution> neighborhood =
        new WeightVectorNeighborhood<>(population, NEIGHBORS);
    Variation<IntegerSolution> variation =
        new CrossoverAndMutationVariation<>(1, crossover, mutation);
    PopulationAndNeighborhoodSelection<IntegerSolution> selection =
        new PopulationAndNeighborhoodSelection<>(
            variation.getMatingPoolSize(), subproblems, neighborhood, MATES_ARE_NEIGHBORS, true);
    return new EvolutionaryAlgorithm<>(
        "MOEAD",
        new RandomSolutionsCreation<>(problem, population),
        new SequentialEvaluation<>(problem),
        termination,
        selection,
        variation,
        new ConstrainedMoead(selection, neighborhood, subproblems));
  }

  @Override
  public List<IntegerSolution> replace(
      List<IntegerSolution> population, List<IntegerSolution> offspring) {
    IntegerSolution child = offspring.get(0);
    if (found.size() == 0) {
      found.addAll(population);
    }
    found.add(child);
    ideal.update(child.objectives());
    NadirPoint nadir = new NadirPoint(2);
    found.solutions().forEach(solution -> nadir.update(solution.objectives()));
    boolean nearby = selection.getNeighborType() == NeighborType.NEIGHBOR;
    int[] neighbors = neighborhood.getNeighborhood()[subproblems.getValue()];
    IntegerPermutationGenerator order =
        new IntegerPermutationGenerator(nearby ? neighbors.length : population.size());
    int replaced = 0;
    for (int i = 0; i < order.getSequenceLength() && replaced < MOST_REPLACED; i++) {
      int subproblem = nearby ? neighbors[order.getValue()] : order.getValue();
      order.generateNext();
      if (better(child, population.get(subproblem), subproblem, nadir)) {
        population.set(subproblem, (IntegerSolution) child.copy());
        replaced++;
      }
    }
    subproblems.generateNext();
    return population;
  }

  private boolean better(
      IntegerSolution child, IntegerSolution other, int subproblem, NadirPoint nadir) {
    // Negative where constraints are violated.
    int feasibility = Double.compare(
        ConstraintHandling.overallConstraintViolationDegree(child),
        ConstraintHandling.overallConstraintViolationDegree(other));
    return feasibility == 0
        ? aggregated(child, subproblem, nadir) < aggregated(other, subproblem, nadir)
        : feasibility > 0;
  }

  private double aggregated(IntegerSolution solution, int subproblem, NadirPoint nadir) {
    double[] weights = neighborhood.getWeightVector()[subproblem];
    return aggregation.compute(solution.objectives(), weights, ideal, nadir);
  }
}
