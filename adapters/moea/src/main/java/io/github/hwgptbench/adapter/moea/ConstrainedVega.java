package io.github.hwgptbench.adapter.moea;

import java.util.stream.IntStream;
import org.moeaframework.algorithm.VEGA;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.AggregateConstraintComparator;
import org.moeaframework.core.comparator.ChainedComparator;
import org.moeaframework.core.comparator.ObjectiveComparator;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.population.Population;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.problem.Problem;

/**
 * VEGA with tournaments that less violation wins, and one of the objectives among equal violations.
 * Those of the framework compare the objective only.
 */
final class ConstrainedVega extends VEGA {

  /** One for each objective. */
  private final TournamentSelection[] selections;

  ConstrainedVega(Problem problem) {
    super(problem);
    selections = IntStream.range(0, problem.getNumberOfObjectives())
        .mapToObj(objective -> new TournamentSelection(new ChainedComparator(
            new AggregateConstraintComparator(), new ObjectiveComparator(objective))))
        .toArray(TournamentSelection[]::new);
  }

  /** Does what the framework's does, draw by draw, with tournaments of its own. */
  @Override
  protected void iterate() {
    Population population = getPopulation();
    Variation variation = getVariation();
    int size = population.size();
    Solution[] parents = new Solution[size];
    for (int i = 0; i < size; i++) {
      parents[i] = selections[i % selections.length].select(1, population)[0];
    }
    PRNG.shuffle(parents);
    population.clear();
    for (int first = 0; population.size() < size; first += variation.getArity()) {
      Solution[] mates = new Solution[variation.getArity()];
      for (int i = 0; i < mates.length; i++) {
        mates[i] = parents[(first + i) % size];
      }
      Solution[] offspring = variation.evolve(mates);
      for (int i = 0; i < offspring.length && population.size() < size; i++) {
        population.add(offspring[i]);
      }
    }
    evaluateAll(population);
  }
}
