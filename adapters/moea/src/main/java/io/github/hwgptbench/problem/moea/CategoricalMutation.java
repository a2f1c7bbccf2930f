package io.github.hwgptbench.problem.moea;

import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.operator.Mutation;
import org.moeaframework.problem.Problem;

/**
 * Changes each {@link CategoricalVariable} to another level that is drawn uniformly, with
 * probability 1 over the number of variables that could change, so that one does on average. In a
 * {@link HwGptMoeaProblem}, genes that are inactive in the parent stay as they are.
 *
 * <p>Draws from the framework's generator, as all its operators do.
 */
public final class CategoricalMutation implements Mutation {

  /** The name by which the framework finds this operator. */
  public static final String NAME = "hwgpt-reset";

  private final Problem problem;

  /** Makes a mutation of solutions of the given problem. */
  public CategoricalMutation(Problem problem) {
    this.problem = problem;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Solution mutate(Solution parent) {
    Solution child = parent.copy();
    int[] genes = HwGptMoeaProblem.genes(parent);
    boolean[] mutable = new boolean[genes.length];
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      mutable[gene] = variable(child, gene).getLevels() > 1 && active(genes, gene);
      count += mutable[gene] ? 1 : 0;
    }
    for (int gene = 0; gene < genes.length; gene++) {
      if (mutable[gene] && PRNG.nextDouble() * count < 1) {
        int other = PRNG.nextInt(variable(child, gene).getLevels() - 1);
        variable(child, gene).setValue(other < genes[gene] ? other : other + 1);
      }
    }
    return child;
  }

  private boolean active(int[] genes, int gene) {
    return !(problem instanceof HwGptMoeaProblem ours)
        || ours.problem().genotypes().active(genes, gene);
  }

  private static CategoricalVariable variable(Solution solution, int gene) {
    return (CategoricalVariable) solution.getVariable(gene);
  }
}
