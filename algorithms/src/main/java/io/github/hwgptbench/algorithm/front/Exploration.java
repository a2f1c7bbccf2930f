package io.github.hwgptbench.algorithm.front;

import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.Problem;
import java.util.List;
import java.util.function.IntConsumer;

/** Evaluates architectures under a budget, and keeps the nondominated feasible ones. */
final class Exploration {

  /** Networks that are evaluated at a time. */
  static final int BATCH = 4096;

  private final Problem problem;
  private final IntConsumer progress;
  private final ParetoArchive<Found> archive;
  private final double[][] violations;
  private long budget;
  private long found;

  /** A network that was non-dominated when it was found, and whether its surroundings are known. */
  static final class Found {

    private final int[] genes;
    private boolean explored;

    Found(int[] genes) {
      this.genes = genes;
    }

    int[] genes() {
      return genes;
    }

    boolean explored() {
      return explored;
    }

    void setExplored() {
      explored = true;
    }
  }

  @FunctionalInterface
  private interface Evaluation {
    void run(int[][] genes, double[][] objectives, double[][] violations);
  }

  /**
   * Values of architectures: objectives, and the sum of the violations, one row or value per
   * architecture.
   */
  record Values(double[][] objectives, double[] violation) {}

  Exploration(Problem problem, long budget, IntConsumer progress) {
    this.problem = problem;
    this.budget = budget;
    this.progress = progress;
    archive = ParetoArchive.of(problem.objectives().size());
    violations = new double[BATCH][problem.constraints().size()];
  }

  int objectives() {
    return problem.objectives().size();
  }

  ParetoArchive<Found> archive() {
    return archive;
  }

  /** Returns the number of architectures that became members of the archive so far. */
  long found() {
    return found;
  }

  /** Returns how many evaluations are left. */
  long budget() {
    return budget;
  }

  boolean exhausted() {
    return budget == 0;
  }

  /** Evaluates architectures, as many as the budget allows. */
  Values evaluate(List<int[]> networks) {
    return evaluate(networks, problem::evaluate);
  }

  /** Evaluates architectures that differ from another one in a few layers, as the budget allows. */
  Values evaluateNeighbors(int[] center, List<int[]> networks) {
    return evaluate(
        networks,
        (genes, values, broken) -> problem.evaluateNeighbors(center, genes, values, broken));
  }

  private Values evaluate(List<int[]> networks, Evaluation evaluation) {
    int count = (int) Math.min(networks.size(), budget);
    double[][] objectives = new double[count][objectives()];
    double[] violation = new double[count];
    for (int from = 0; from < count; from += BATCH) {
      int rows = Math.min(BATCH, count - from);
      int[][] genes = networks.subList(from, from + rows).toArray(int[][]::new);
      double[][] values = new double[rows][];
      System.arraycopy(objectives, from, values, 0, rows);
      double[][] broken = new double[rows][];
      System.arraycopy(violations, 0, broken, 0, rows);
      evaluation.run(genes, values, broken);
      for (int i = 0; i < rows; i++) {
        for (double value : broken[i]) {
          violation[from + i] += value;
        }
        if (violation[from + i] == 0) {
          found += archive.add(values[i], new Found(genes[i])) ? 1 : 0;
        }
      }
    }
    budget -= count;
    progress.accept(count);
    return new Values(objectives, violation);
  }
}
