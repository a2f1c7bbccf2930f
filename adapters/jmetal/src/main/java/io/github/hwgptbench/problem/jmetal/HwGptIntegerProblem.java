package io.github.hwgptbench.problem.jmetal;

import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.uma.jmetal.problem.integerproblem.impl.AbstractIntegerProblem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;

/**
 * A {@link Problem} for jMetal, with one integer variable per gene, from 0 to its number of levels
 * minus one. All objectives are minimised, so that of a maximised metric (accuracy) is negated. In
 * jMetal a negative constraint is violated, so the value of a constraint is its negated margin: the
 * negated violation, or 0 or more if it holds.
 *
 * <p>The variables are categories. jMetal's integer operators truncate towards the lower bound,
 * which biases a population towards the smallest levels; use operators for categories.
 *
 * <p>Many builders of jMetal compare objectives only, unless they have a comparator that respects
 * constraints, such as {@code DominanceWithConstraintsComparator}.
 *
 * <p>As safe for use by many threads as the problem, except {@link #createSolution}, which draws
 * from jMetal's global generator. Can be serialised only if the problem can.
 */
public final class HwGptIntegerProblem extends AbstractIntegerProblem {

  private static final long serialVersionUID = 1;

  private final Problem problem;

  /** Wraps a problem. */
  public HwGptIntegerProblem(Problem problem) {
    this.problem = problem;
    GenotypeSpace space = problem.genotypes();
    name(problem.name());
    numberOfObjectives(problem.objectives().size());
    numberOfConstraints(problem.constraints().size());
    variableBounds(
        IntStream.range(0, space.size()).mapToObj(gene -> 0).toList(),
        IntStream.range(0, space.size())
            .mapToObj(gene -> space.levels(gene) - 1)
            .toList());
  }

  /** Returns the wrapped problem. */
  public Problem problem() {
    return problem;
  }

  @Override
  public IntegerSolution evaluate(IntegerSolution solution) {
    double[] margins = new double[numberOfConstraints()];
    problem.evaluateMargins(genes(solution), solution.objectives(), margins);
    negate(margins, solution.constraints());
    return solution;
  }

  /**
   * Evaluates many solutions at a time, which is faster than one by one and gives the same values.
   */
  public void evaluateAll(List<IntegerSolution> solutions) {
    int[][] genes = solutions.stream().map(HwGptIntegerProblem::genes).toArray(int[][]::new);
    double[][] objectives =
        solutions.stream().map(IntegerSolution::objectives).toArray(double[][]::new);
    double[][] margins = new double[genes.length][numberOfConstraints()];
    problem.evaluateMargins(genes, objectives, margins);
    for (int i = 0; i < genes.length; i++) {
      negate(margins[i], solutions.get(i).constraints());
    }
  }

  /** Negates, but for zeros. */
  private static void negate(double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = 0.0 - from[i];
    }
  }

  /** Returns the violations of an evaluated solution. */
  public static double[] violations(IntegerSolution solution) {
    double[] violations = new double[solution.constraints().length];
    for (int i = 0; i < violations.length; i++) {
      violations[i] = Math.max(0, 0.0 - solution.constraints()[i]);
    }
    return violations;
  }

  /** Returns the genes of a solution, in a new array. */
  public static int[] genes(IntegerSolution solution) {
    int[] genes = new int[solution.variables().size()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = solution.variables().get(gene);
    }
    return genes;
  }
}
