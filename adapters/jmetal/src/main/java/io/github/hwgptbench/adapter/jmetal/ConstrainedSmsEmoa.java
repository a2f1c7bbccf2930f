package io.github.hwgptbench.adapter.jmetal;

import java.util.ArrayList;
import java.util.List;
import org.uma.jmetal.algorithm.multiobjective.smsemoa.SMSEMOA;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.operator.selection.impl.RandomSelection;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.legacy.qualityindicator.impl.hypervolume.impl.PISAHypervolume;
import org.uma.jmetal.util.ranking.Ranking;

/**
 * SMS-EMOA as its builder makes it, which on constrained problems sorts by constrained dominance.
 */
final class ConstrainedSmsEmoa extends SMSEMOA<IntegerSolution> {

  private static final long serialVersionUID = 1;
  private static final double OFFSET = 100;

  private final Contributions contributions;

  ConstrainedSmsEmoa(
      Problem<IntegerSolution> problem,
      int maxEvaluations,
      int population,
      CrossoverOperator<IntegerSolution> crossover,
      MutationOperator<IntegerSolution> mutation) {
    this(problem, maxEvaluations, population, crossover, mutation, new Contributions());
  }

  private ConstrainedSmsEmoa(
      Problem<IntegerSolution> problem,
      int maxEvaluations,
      int population,
      CrossoverOperator<IntegerSolution> crossover,
      MutationOperator<IntegerSolution> mutation,
      Contributions contributions) {
    super(
        problem,
        maxEvaluations,
        population,
        OFFSET,
        crossover,
        mutation,
        new RandomSelection<>(),
        ConstrainedDominance.comparator(),
        contributions);
    this.contributions = contributions;
  }

  /** That of jMetal has a comparator of dominance and does not use it. */
  @Override
  protected List<IntegerSolution> replacement(
      List<IntegerSolution> population, List<IntegerSolution> offspring) {
    if (getProblem().numberOfConstraints() == 0) {
      return super.replacement(population, offspring);
    }
    List<IntegerSolution> all = new ArrayList<>(population);
    all.addAll(offspring);
    Ranking<IntegerSolution> ranking = ConstrainedDominance.ranking(all);
    int last = ranking.getNumberOfSubFronts() - 1;
    List<IntegerSolution> survivors = new ArrayList<>();
    for (int front = 0; front < last; front++) {
      survivors.addAll(ranking.getSubFront(front));
    }
    List<IntegerSolution> byContribution =
        contributions.computeHypervolumeContribution(ranking.getSubFront(last), all);
    survivors.addAll(byContribution.subList(0, byContribution.size() - 1));
    return survivors;
  }

  /**
   * The builder's hypervolume, with the builder's offset of the reference point, which refuses
   * solutions that are all alike in an objective; those here contribute as much as each other. The
   * other hypervolume of jMetal, WFGHypervolume, has static scratch space, which runs at the same
   * time would share.
   */
  @SuppressWarnings("deprecation") // of the two packages of hypervolumes SMS-EMOA takes the old one
  private static final class Contributions extends PISAHypervolume<IntegerSolution> {

    private static final long serialVersionUID = 1;

    Contributions() {
      setOffset(OFFSET);
    }

    @Override
    public List<IntegerSolution> computeHypervolumeContribution(
        List<IntegerSolution> front, List<IntegerSolution> all) {
      double[] first = all.get(0).objectives();
      for (int i = 0; i < first.length; i++) {
        int objective = i;
        if (all.stream().allMatch(it -> it.objectives()[objective] == first[objective])) {
          return front;
        }
      }
      return super.computeHypervolumeContribution(front, all);
    }
  }
}
