package io.github.hwgptbench.problem.moea;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import org.moeaframework.core.Solution;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.objective.Minimize;
import org.moeaframework.problem.AbstractProblem;

/**
 * A {@link Problem} for MOEA Framework, with one {@link CategoricalVariable} per gene. All
 * objectives are minimised, so that of a maximised metric (accuracy) is negated. The value of a
 * constraint is its margin, which must be at most 0: the violation, or 0 or less if it holds.
 *
 * <p>Variables, objectives and constraints have the names of the genes, objectives and constraints.
 * As safe for use by many threads as the problem.
 */
public final class HwGptMoeaProblem extends AbstractProblem {

  private final Problem problem;
  private final Runnable onClose;

  /** Wraps a problem; closing the wrapper does nothing. */
  public HwGptMoeaProblem(Problem problem) {
    this(problem, () -> {});
  }

  /**
   * Wraps a problem.
   *
   * @param onClose called when the framework closes the wrapper, such as to close an evaluator
   */
  public HwGptMoeaProblem(Problem problem, Runnable onClose) {
    super(
        problem.genotypes().size(),
        problem.objectives().size(),
        problem.constraints().size());
    this.problem = problem;
    this.onClose = onClose;
  }

  /** Returns the wrapped problem. */
  public Problem problem() {
    return problem;
  }

  /** Returns the name of the problem, by which the framework finds it. */
  @Override
  public String getName() {
    return problem.name();
  }

  @Override
  public Solution newSolution() {
    Solution solution =
        new Solution(getNumberOfVariables(), getNumberOfObjectives(), getNumberOfConstraints());
    GenotypeSpace space = problem.genotypes();
    for (int gene = 0; gene < space.size(); gene++) {
      solution.setVariable(gene, new CategoricalVariable(space.name(gene), space.levels(gene)));
    }
    List<? extends Criterion> objectives = problem.objectives();
    for (int i = 0; i < objectives.size(); i++) {
      solution.setObjective(i, new Minimize(objectives.get(i).name()));
    }
    List<? extends Criterion> constraints = problem.constraints();
    for (int i = 0; i < constraints.size(); i++) {
      solution.setConstraint(i, new LessThanOrEqual(constraints.get(i).name(), 0, 0));
    }
    return solution;
  }

  @Override
  public void evaluate(Solution solution) {
    double[] objectives = new double[getNumberOfObjectives()];
    double[] margins = new double[getNumberOfConstraints()];
    problem.evaluateMargins(genes(solution), objectives, margins);
    solution.setObjectiveValues(objectives);
    solution.setConstraintValues(margins);
  }

  /** Returns the genes of a solution, in a new array. */
  public static int[] genes(Solution solution) {
    int[] genes = new int[solution.getNumberOfVariables()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = ((CategoricalVariable) solution.getVariable(gene)).getValue();
    }
    return genes;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
