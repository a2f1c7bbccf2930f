package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Changes each active gene, with some probability, to another level that is drawn uniformly;
 * inactive genes stay as they are. Unlike jMetal's integer mutation it has no bias: in the long run
 * all levels are equally likely.
 *
 * <p>Draws from jMetal's global generator, as all its operators do. Can be serialised only if the
 * space can.
 */
public final class CategoricalMutation implements MutationOperator<IntegerSolution> {

  private static final long serialVersionUID = 1;

  private final GenotypeSpace space;
  /** Zero stands for 1 over the number of genes that could change. */
  private final double fixedProbability;

  /**
   * Makes a mutation that changes one gene on average: the probability is 1 over the number of
   * active genes that have more than one level.
   *
   * @param space the space of the solutions
   */
  public CategoricalMutation(GenotypeSpace space) {
    this.space = space;
    this.fixedProbability = 0;
  }

  /**
   * Makes a mutation with a fixed probability.
   *
   * @param probability probability that a gene changes, above 0, at most 1
   * @param space the space of the solutions
   * @throws IllegalArgumentException if the probability is out of range
   */
  public CategoricalMutation(double probability, GenotypeSpace space) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          Text.format("Mutation probability %s; allowed: above 0, at most 1", probability));
    }
    this.space = space;
    this.fixedProbability = probability;
  }

  /** Returns the probability that a gene changes; if it depends on the solution, its minimum. */
  @Override
  public double mutationProbability() {
    return fixedProbability > 0 ? fixedProbability : 1.0 / space.size();
  }

  /** Changes the solution itself, and returns it. */
  @Override
  public IntegerSolution execute(IntegerSolution solution) {
    int[] genes = HwGptIntegerProblem.genes(solution);
    boolean[] mutable = new boolean[genes.length];
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      mutable[gene] = space.levels(gene) > 1 && space.active(genes, gene);
      count += mutable[gene] ? 1 : 0;
    }
    double probability = fixedProbability > 0 ? fixedProbability : 1.0 / count;
    JMetalRandom random = JMetalRandom.getInstance();
    for (int gene = 0; gene < genes.length; gene++) {
      if (mutable[gene] && random.nextDouble() < probability) {
        int other = random.nextInt(0, space.levels(gene) - 2);
        solution.variables().set(gene, other < genes[gene] ? other : other + 1);
      }
    }
    return solution;
  }
}
