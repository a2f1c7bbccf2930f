package io.github.hwgptbench.gp;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * The lower triangular L of a symmetric positive definite matrix A = L L<sup>T</sup>, to which rows
 * can be added: each costs O(n<sup>2</sup>) where a new decomposition would cost O(n<sup>3</sup>).
 *
 * <p>Not safe for use by several threads while rows are added.
 */
public final class CholeskyFactor {

  private static final int FIRST_CAPACITY = 16;

  /** Element i of column k is that of row i; those above the diagonal are not used. */
  private double[][] columns;

  private int size;

  /** Begins with a matrix of no rows. */
  public CholeskyFactor() {
    this(FIRST_CAPACITY);
  }

  private CholeskyFactor(int capacity) {
    columns = new double[capacity][capacity];
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix symmetric; only the elements on and below the diagonal are read
   * @throws ArithmeticException if it is not positive definite in floating point
   */
  public static CholeskyFactor of(double[][] matrix) {
    int n = matrix.length;
    CholeskyFactor factor = new CholeskyFactor(Math.max(FIRST_CAPACITY, n));
    double[] ofRow = new double[n];
    for (int k = 0; k < n; k++) {
      double[] column = factor.columns[k];
      for (int i = k; i < n; i++) {
        column[i] = matrix[i][k];
      }
      for (int j = 0; j < k; j++) {
        ofRow[j] = factor.columns[j][k];
      }
      ScaledRows.subtract(column, k, n, ofRow, factor.columns, k);
      double diagonal = root(column[k], k + 1);
      column[k] = diagonal;
      for (int i = k + 1; i < n; i++) {
        column[i] /= diagonal;
      }
    }
    factor.size = n;
    return factor;
  }

  private static double root(double square, int rows) {
    if (!(square > 0)) {
      throw new ArithmeticException(Text.format("Matrix of %d rows: not positive definite", rows));
    }
    return Math.sqrt(square);
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
    double[] added = new double[size];
    solveLower(row, added);
    double diagonal = root(row[size] - DotProduct.of(added, added, size), size + 1);
    if (size == columns.length) {
      grow();
    }
    for (int k = 0; k < size; k++) {
      columns[k][size] = added[k];
    }
    columns[size][size] = diagonal;
    size++;
  }

  private void grow() {
    int capacity = 2 * size;
    double[][] larger = new double[capacity][];
    for (int k = 0; k < capacity; k++) {
      larger[k] = k < size ? Arrays.copyOf(columns[k], capacity) : new double[capacity];
    }
    columns = larger;
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
    size--;
  }

  /**
   * Solves L x = b.
   *
   * @param b {@code size()} elements or more; not changed
   * @param x receives the solution; must be another array than b
   */
  public void solveLower(double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, size);
    solveLower(new double[][] {x});
  }

  /**
   * Solves L x = b for several b. The columns of L are read once for all.
   *
   * @param solutions each b, {@code size()} elements or more, which becomes its x
   */
  public void solveLower(double[][] solutions) {
    int k = 0;
    for (; k + 3 < size; k += 4) {
      for (double[] x : solutions) {
        eliminateFour(x, k);
      }
    }
    for (; k < size; k++) {
      double[] column = columns[k];
      for (double[] x : solutions) {
        x[k] /= column[k];
        for (int i = k + 1; i < size; i++) {
          x[i] -= x[k] * column[i];
        }
      }
    }
  }

  private void eliminateFour(double[] x, int k) {
    for (int j = k; j < k + 4; j++) {
      double[] column = columns[j];
      x[j] /= column[j];
      for (int i = j + 1; i < k + 4; i++) {
        x[i] -= x[j] * column[i];
      }
    }
    ScaledRows.subtract(
        x,
        k + 4,
        size,
        x[k],
        columns[k],
        x[k + 1],
        columns[k + 1],
        x[k + 2],
        columns[k + 2],
        x[k + 3],
        columns[k + 3]);
  }

  /**
   * Returns the last element of the solution of L x = b, given the others.
   *
   * @param last last element of b
   * @param x all elements of the solution but the last
   */
  double whiten(double last, double[] x) {
    double rest = last;
    for (int k = 0; k < size - 1; k++) {
      rest -= columns[k][size - 1] * x[k];
    }
    return rest / columns[size - 1][size - 1];
  }

  /** Returns the solution of A x = b. */
  public double[] solve(double[] b) {
    double[] x = new double[size];
    solveLower(b, x);
    for (int k = size - 1; k >= 0; k--) {
      x[k] = (x[k] - DotProduct.of(columns[k], x, k + 1, size)) / columns[k][k];
    }
    return x;
  }

  /** Returns the inverse of A, all of it. */
  public double[][] inverse() {
    double[][] lower = inverseOfLower();
    double[][] inverse = new double[size][size];
    double[] ofColumn = new double[size];
    for (int j = 0; j < size; j++) {
      // Rows above the diagonal of column j are 0, and so have nothing to add.
      for (int i = j; i < size; i++) {
        ofColumn[i - j] = -lower[i][j];
      }
      ScaledRows.subtract(
          inverse[j], 0, j + 1, ofColumn, Arrays.copyOfRange(lower, j, size), size - j);
      for (int i = 0; i < j; i++) {
        inverse[i][j] = inverse[j][i];
      }
    }
    return inverse;
  }

  private double[][] inverseOfLower() {
    double[][] lower = new double[size][size];
    double[] ofRow = new double[size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        ofRow[k] = columns[k][i];
      }
      double[] row = lower[i];
      row[i] = 1;
      ScaledRows.subtract(row, 0, i, ofRow, lower, i);
      double diagonal = columns[i][i];
      for (int k = 0; k <= i; k++) {
        row[k] /= diagonal;
      }
    }
    return lower;
  }

  /** Returns the natural logarithm of the determinant of A. */
  public double logDeterminant() {
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += StrictMath.log(columns[k][k]);
    }
    return 2 * sum;
  }
}
