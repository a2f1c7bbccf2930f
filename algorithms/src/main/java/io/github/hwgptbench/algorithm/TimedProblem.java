package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;

/**
 * A problem that measures the wall-clock time between its evaluations, which is that of the
 * algorithm. Serves one run, in one thread.
 *
 * @since 0.2.0
 */
public final class TimedProblem extends ForwardingProblem {

  private static final double NANOS = 1e9;

  private long resumed = System.nanoTime();
  private long taken;

  /** Makes a problem of which the time begins now. */
  public TimedProblem(Problem problem) {
    super(problem);
  }

  /**
   * Returns how long the algorithm has taken since the last call, in seconds, up to the last
   * evaluation or {@link #pause}.
   */
  public double seconds() {
    double seconds = taken / NANOS;
    taken = 0;
    return seconds;
  }

  /** Stops the time for work that is not of the algorithm, until {@link #resume}. */
  public void pause() {
    taken += System.nanoTime() - resumed;
  }

  /** Lets the time of the algorithm go on. */
  public void resume() {
    resumed = System.nanoTime();
  }

  @Override
  public Fidelities fidelities() {
    return problem.fidelities();
  }

  @Override
  public void evaluate(int[] genes, double[] objectives, double[] violations) {
    pause();
    problem.evaluate(genes, objectives, violations);
    resume();
  }

  @Override
  public void evaluate(int[][] genes, double[][] objectives, double[][] violations) {
    pause();
    problem.evaluate(genes, objectives, violations);
    resume();
  }

  @Override
  public void evaluateNeighbors(
      int[] genes, int[][] neighbors, double[][] objectives, double[][] violations) {
    pause();
    problem.evaluateNeighbors(genes, neighbors, objectives, violations);
    resume();
  }

  @Override
  public void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
    pause();
    problem.evaluateMargins(genes, objectives, margins);
    resume();
  }

  @Override
  public void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
    pause();
    problem.evaluateMargins(genes, fidelity, objectives, margins);
    resume();
  }

  @Override
  public void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
    pause();
    problem.evaluateMargins(genes, objectives, margins);
    resume();
  }
}
