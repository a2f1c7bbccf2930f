package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;

/**
 * A problem that measures the time between its evaluations, which is that of the algorithm. Serves
 * one run, in one thread.
 */
final class TimedProblem extends ForwardingProblem {

  private static final double NANOS = 1e9;

  private long resumed = System.nanoTime();
  private long taken;

  /** Makes a problem of which the time begins now. */
  TimedProblem(Problem problem) {
    super(problem);
  }

  /** Returns how long the algorithm has taken since the last call, in seconds. */
  double seconds() {
    double seconds = taken / NANOS;
    taken = 0;
    return seconds;
  }

  private void pause() {
    taken += System.nanoTime() - resumed;
  }

  /** Lets the algorithm go on. */
  void resume() {
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
  public void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
    pause();
    problem.evaluateMargins(genes, objectives, margins);
    resume();
  }
}
