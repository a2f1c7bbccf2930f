package io.github.hwgptbench.algorithm.internal.framework;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.ForwardingProblem;
import io.github.hwgptbench.problem.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A problem that can be evaluated as often as a budget allows and not once more, and reports each
 * evaluation to a listener. An algorithm of another framework is given this for the problem, and
 * needs to know of neither.
 *
 * <p>Frameworks have no way out of the middle of a generation but an exception. So the evaluation
 * that spends the budget is reported, and then throws; {@link #spend} catches it. An algorithm that
 * catches exceptions itself gets the same one again at its next evaluation.
 *
 * <p>Serves one run, in one thread.
 */
public final class BudgetedProblem extends ForwardingProblem {

  private final int budget;
  private final EvaluationListener listener;
  private int spent;
  /** What ended the run, null until then. */
  private @Nullable RuntimeException end;

  /**
   * Makes a problem with its budget still to spend.
   *
   * @param problem says the values
   * @param budget how many evaluations are allowed, at least 1
   * @param listener hears of each; what it throws ends the run
   */
  public BudgetedProblem(Problem problem, int budget, EvaluationListener listener) {
    super(problem);
    this.budget = budget;
    this.listener = listener;
  }

  /** Unwinds an algorithm whose budget is spent. */
  private static final class BudgetSpent extends RuntimeException {

    private static final long serialVersionUID = 1;

    BudgetSpent() {
      super(null, null, false, false);
    }
  }

  /**
   * Runs an algorithm until the budget is spent, or until it ends by itself before that.
   *
   * <p>What the listener or the problem throws reaches the caller as it is, even if the algorithm
   * caught it or put it into another exception.
   *
   * @param algorithm evaluates this problem; what it throws reaches the caller
   */
  public void spend(Runnable algorithm) {
    try {
      algorithm.run();
    } catch (RuntimeException e) {
      if (end == null) {
        throw e;
      }
    }
    if (end != null && !(end instanceof BudgetSpent)) {
      throw end;
    }
  }

  /**
   * Returns whether there is nothing left to do, as the budget is spent or something was thrown.
   */
  public boolean ended() {
    return end != null;
  }

  @Override
  public void evaluate(int[] genes, double[] objectives, double[] violations) {
    evaluate(new int[][] {genes}, new double[][] {objectives}, new double[][] {violations});
  }

  /** Evaluates as many of the genotypes as the budget allows, the first ones. */
  @Override
  public void evaluate(int[][] genes, double[][] objectives, double[][] violations) {
    try {
      evaluateMargins(genes, objectives, violations);
    } finally {
      for (double[] row : violations) {
        for (int i = 0; i < row.length; i++) {
          row[i] = Math.max(0, row[i]);
        }
      }
    }
  }

  @Override
  public void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
    evaluateMargins(new int[][] {genes}, new double[][] {objectives}, new double[][] {margins});
  }

  /** Evaluates as many of the genotypes as the budget allows, the first ones. */
  @Override
  public void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
    if (end != null) {
      throw end;
    }
    try {
      evaluateAndTell(genes, objectives, margins, Math.min(genes.length, budget - spent));
      if (spent == budget) {
        throw new BudgetSpent();
      }
    } catch (RuntimeException e) {
      end = e;
      throw e;
    }
  }

  private void evaluateAndTell(
      int[][] genes, double[][] objectives, double[][] margins, int count) {
    if (count == 1) {
      problem.evaluateMargins(genes[0], objectives[0], margins[0]);
    } else {
      problem.evaluateMargins(
          Arrays.copyOf(genes, count),
          Arrays.copyOf(objectives, count),
          Arrays.copyOf(margins, count));
    }
    for (int i = 0; i < count; i++) {
      listener.evaluated(new Evaluation(new Candidate(spent, genes[i]), objectives[i], margins[i]));
      spent++;
    }
  }
}
