package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Uniform crossover: with some probability two parents exchange each gene with probability 1/2;
 * otherwise the children are copies. Together the children have the levels of their parents, gene
 * by gene, which does not hold for jMetal's integer crossover.
 *
 * <p>Draws from jMetal's global generator, as all its operators do.
 */
public final class CategoricalUniformCrossover implements CrossoverOperator<IntegerSolution> {

  private static final long serialVersionUID = 1;

  private final double probability;

  /**
   * Makes a crossover.
   *
   * @param probability probability that two parents exchange genes at all, 0 to 1
   * @throws IllegalArgumentException if the probability is out of range
   */
  public CategoricalUniformCrossover(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          Text.format("Crossover probability %s; allowed: 0 to 1", probability));
    }
    this.probability = probability;
  }

  @Override
  public double crossoverProbability() {
    return probability;
  }

  @Override
  public int numberOfRequiredParents() {
    return 2;
  }

  @Override
  public int numberOfGeneratedChildren() {
    return 2;
  }

  /**
   * Returns two children, and leaves the parents as they are.
   *
   * @throws IllegalArgumentException if there are not two parents
   */
  @Override
  public List<IntegerSolution> execute(List<IntegerSolution> parents) {
    if (parents.size() != 2) {
      throw new IllegalArgumentException(
          Text.format("Crossover of %d parents; allowed: 2", parents.size()));
    }
    IntegerSolution first = copy(parents.get(0));
    IntegerSolution second = copy(parents.get(1));
    JMetalRandom random = JMetalRandom.getInstance();
    if (random.nextDouble() < probability) {
      for (int gene = 0; gene < first.variables().size(); gene++) {
        if (random.nextDouble() < 0.5) {
          Integer level = first.variables().get(gene);
          first.variables().set(gene, second.variables().get(gene));
          second.variables().set(gene, level);
        }
      }
    }
    return List.of(first, second);
  }

  private static IntegerSolution copy(IntegerSolution solution) {
    return (IntegerSolution) solution.copy();
  }
}
