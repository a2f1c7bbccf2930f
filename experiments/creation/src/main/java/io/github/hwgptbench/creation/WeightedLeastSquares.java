package io.github.hwgptbench.creation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/** Linear regression by its normal equations, again and again with other weights. */
final class WeightedLeastSquares {

  /** Keeps the normal equations solvable where columns depend on each other. */
  private static final double RIDGE = 1e-9;

  private final double[][] rows;
  private final double[] targets;
  private final int columns;
  private final double[] scale;

  /**
   * Takes a problem.
   *
   * @param rows the design, one row an observation; not copied
   * @param targets one an observation; not copied
   */
  WeightedLeastSquares(double[][] rows, double[] targets) {
    this.rows = rows;
    this.targets = targets;
    columns = rows[0].length;
    scale = new double[columns];
    for (double[] row : rows) {
      for (int j = 0; j < columns; j++) {
        scale[j] += row[j] * row[j];
      }
    }
    for (int j = 0; j < columns; j++) {
      scale[j] = Math.sqrt(scale[j] / rows.length) + 1e-12;
    }
  }

  /**
   * Returns the coefficients of the weighted fit.
   *
   * @param weights one an observation, positive
   */
  double[] solve(double[] weights) {
    return solve(weights, null);
  }

  /**
   * Returns the coefficients of the weighted fit with a penalty on their squares.
   *
   * @param weights one an observation, positive
   * @param penalties one a column, beside the tiny one that is always there; null for none
   */
  double[] solve(double[] weights, double @Nullable [] penalties) {
    double[] normal = new double[columns * columns];
    double[] right = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double weight = weights[i];
      for (int j = 0; j < columns; j++) {
        double product = weight * row[j];
        if (product != 0) {
          right[j] += product * targets[i];
          int at = j * columns;
          for (int k = 0; k <= j; k++) {
            normal[at + k] += product * row[k];
          }
        }
      }
    }
    double trace = 0;
    for (int j = 0; j < columns; j++) {
      right[j] /= scale[j];
      for (int k = 0; k <= j; k++) {
        double penalty = j == k && penalties != null ? penalties[j] : 0;
        double value = (normal[j * columns + k] + penalty) / (scale[j] * scale[k]);
        normal[j * columns + k] = value;
        normal[k * columns + j] = value;
      }
      trace += normal[j * columns + j];
    }
    for (int j = 0; j < columns; j++) {
      normal[j * columns + j] += RIDGE * trace / columns;
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(columns);
    DMatrixRMaj solution = new DMatrixRMaj(columns, 1);
    if (!solver.setA(DMatrixRMaj.wrap(columns, columns, normal))) {
      throw new ArithmeticException("the normal equations are not positive definite");
    }
    solver.solve(DMatrixRMaj.wrap(columns, 1, right), solution);
    double[] coefficients = solution.getData();
    for (int j = 0; j < columns; j++) {
      coefficients[j] /= scale[j];
    }
    return coefficients;
  }

  /** Returns the prediction for an observation. */
  double predict(int row, double[] coefficients) {
    return dot(rows[row], coefficients);
  }

  static double dot(double[] row, double[] coefficients) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * coefficients[j];
    }
    return sum;
  }
}
