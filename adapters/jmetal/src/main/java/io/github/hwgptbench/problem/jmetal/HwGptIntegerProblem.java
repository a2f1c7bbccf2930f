package io.github.hwgptbench.problem.jmetal;

import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.uma.jmetal.problem.integerproblem.impl.AbstractIntegerProblem;
import org.uma.jmetal.solution.integersolution.IntegerSolution;

/**
 * A {@link Problem} for jMetal: one integer variable a gene, from 0 to its number of levels less
 * one. Objectives are those of the problem, all minimised, so that of a metric that is maximised
 * (accuracy) is negated. jMetal takes negative constraints for violated ones, so each is the
 * negated margin: the negated violation, or 0 or more where it holds.
 *
 * <p>The variables are categories. jMetal's own integer operators, which truncate towards the lower
 * bound, pull a population to the smallest levels; take operators made for categories.
 *
 * <p>Many builders of jMetal compare objectives only, unless they are given a comparator that heeds
 * constraints, such as {@code DominanceWithConstraintsComparator}.
 *
 * <p>As safe for use by many threads as the problem, but for {@link #createSolution}, which draws
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

  /** Returns what is wrapped. */
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

  /** Evaluates many solutions at a time, to the same values as one by one; the fast way. */
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

  /** Returns the violations that the constraints of an evaluated solution stand for. */
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
