package io.github.hwgptbench.gp;

import java.util.Arrays;

/**
 * The lower triangular L of a symmetric positive definite matrix A = L L<sup>T</sup>, to which rows
 * can be added: each costs O(n<sup>2</sup>) where a new decomposition would cost O(n<sup>3</sup>).
 *
 * <p>Not safe for use by several threads while rows are added.
 */
public final class CholeskyFactor {

  private double[][] rows = new double[16][];
  private int size;

  /**
   * Decomposes a matrix.
   *
   * @param matrix symmetric; only the elements on and below the diagonal are read
   * @throws ArithmeticException if it is not positive definite in floating point
   */
  public static CholeskyFactor of(double[][] matrix) {
    CholeskyFactor factor = new CholeskyFactor();
    for (double[] row : matrix) {
      factor.append(row);
    }
    return factor;
  }

  /** Returns the number of rows. */
  public int size() {
    return size;
  }

  /**
   * Adds a row, and with it a column, to the matrix.
   *
   * @param row the elements up to the diagonal, {@code size() + 1} of them; more are not read
   * @throws ArithmeticException if the matrix is not positive definite any more, in floating point;
   *     the factor is as before
   */
  public void append(double[] row) {
    double[] added = new double[size + 1];
    for (int j = 0; j < size; j++) {
      added[j] = (row[j] - DotProduct.of(added, rows[j], j)) / rows[j][j];
    }
    double square = row[size] - DotProduct.of(added, added, size);
    if (!(square > 0)) {
      throw new ArithmeticException("Matrix of %d rows: not positive definite".formatted(size + 1));
    }
    added[size] = Math.sqrt(square);
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
    }
    rows[size++] = added;
  }

  /**
   * Takes back the last row, and with it the last column.
   *
   * @throws IllegalStateException if there is none
   */
  public void removeLast() {
    if (size == 0) {
      throw new IllegalStateException("Matrix without rows: there is none to remove");
    }
    rows[--size] = null;
  }

  /**
   * Solves L x = b.
   *
   * @param b {@code size()} elements or more; not changed
   * @param x receives the solution
   */
  public void solveLower(double[] b, double[] x) {
    for (int i = 0; i < size; i++) {
      x[i] = (b[i] - DotProduct.of(rows[i], x, i)) / rows[i][i];
    }
  }

  /**
   * Returns the last element of the solution of L x = b, given the others.
   *
   * @param last last element of b
   * @param x all elements of the solution but the last
   */
  double whiten(double last, double[] x) {
    double[] row = rows[size - 1];
    return (last - DotProduct.of(row, x, size - 1)) / row[size - 1];
  }

  /** Returns the solution of A x = b. */
  public double[] solve(double[] b) {
    double[] x = new double[size];
    solveLower(b, x);
    for (int i = size - 1; i >= 0; i--) {
      x[i] /= rows[i][i];
      double value = x[i];
      double[] row = rows[i];
      for (int j = 0; j < i; j++) {
        x[j] -= value * row[j];
      }
    }
    return x;
  }

  /** Returns the inverse of A, all of it. */
  public double[][] inverse() {
    double[][] columns = inverseOfLower();
    double[][] inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double value = DotProduct.of(columns[i], columns[j], i, size);
        inverse[i][j] = value;
        inverse[j][i] = value;
      }
    }
    return inverse;
  }

  /** The columns of the inverse of L, each as a row. */
  private double[][] inverseOfLower() {
    double[][] columns = new double[size][size];
    for (int j = 0; j < size; j++) {
      double[] column = columns[j];
      column[j] = 1 / rows[j][j];
      for (int i = j + 1; i < size; i++) {
        column[i] = -DotProduct.of(rows[i], column, j, i) / rows[i][i];
      }
    }
    return columns;
  }

  /** Returns the natural logarithm of the determinant of A. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += StrictMath.log(rows[i][i]);
    }
    return 2 * sum;
  }
}
