package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;

/**
 * Evaluates genotypes that lie row after row in one array, which is how NumPy and C keep matrices.
 * Such an array crosses a language border in one copy, where an array of arrays takes one per row.
 *
 * @since 0.2.0
 */
public final class RowMajorProblem {

  /** Rows that are evaluated together: many enough for surrogates, and few enough for the cache. */
  private static final int ROWS = 1024;

  private final Problem problem;

  /** Makes the view of a problem; it is as safe for use by many threads as the problem. */
  public RowMajorProblem(Problem problem) {
    this.problem = problem;
  }

  /**
   * Evaluates many genotypes as {@link Problem#evaluateMargins(int[][], double[][], double[][])}
   * does.
   *
   * @param genes rows of {@code genotypes().size()} levels
   * @param objectives receives as many rows, of one value per objective
   * @param margins receives as many rows, of one value per constraint
   * @throws IllegalArgumentException if there are rows of other lengths, or a row is not a genotype
   *     of the space
   */
  public void evaluate(int[] genes, double[] objectives, double[] margins) {
    int width = problem.genotypes().size();
    int values = problem.objectives().size();
    int bounds = problem.constraints().size();
    int rows = genes.length / width;
    check("genes", genes.length, rows, width);
    check("objectives", objectives.length, rows, values);
    check("margins", margins.length, rows, bounds);
    int[][] genotypes = new int[Math.min(ROWS, rows)][width];
    double[][] objectiveRows = new double[genotypes.length][values];
    double[][] marginRows = new double[genotypes.length][bounds];
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      if (count < genotypes.length) {
        genotypes = new int[count][width];
        objectiveRows = new double[count][values];
        marginRows = new double[count][bounds];
      }
      for (int i = 0; i < count; i++) {
        System.arraycopy(genes, (from + i) * width, genotypes[i], 0, width);
      }
      problem.evaluateMargins(genotypes, objectiveRows, marginRows);
      for (int i = 0; i < count; i++) {
        System.arraycopy(objectiveRows[i], 0, objectives, (from + i) * values, values);
        System.arraycopy(marginRows[i], 0, margins, (from + i) * bounds, bounds);
      }
    }
  }

  private static void check(String name, int length, int rows, int width) {
    if (length != rows * width) {
      throw new IllegalArgumentException(
          Text.format("%d values of %s; allowed: %d rows of %d", length, name, rows, width));
    }
  }
}
