package io.github.hwgptbench.creation;

import java.util.Arrays;

/**
 * Regression that wild measurements do not move, by iteratively reweighted least squares. Residuals
 * are relative: the caller divides each row of the design and its target by the target.
 */
final class RobustRegression {

  /** Residuals below this count alike: a hundredth of a percent is finer than any measurement. */
  private static final double SMALLEST = 1e-4;

  private RobustRegression() {}

  /** Returns the coefficients with the least sum of absolute residuals. */
  static double[] leastAbsolute(double[][] rows, double[] targets, int iterations) {
    WeightedLeastSquares squares = new WeightedLeastSquares(rows, targets);
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1);
    double[] coefficients = squares.solve(weights);
    for (int iteration = 1; iteration < iterations; iteration++) {
      for (int i = 0; i < weights.length; i++) {
        double residual = Math.abs(targets[i] - squares.predict(i, coefficients));
        weights[i] = 1 / Math.max(residual, SMALLEST);
      }
      coefficients = squares.solve(weights);
    }
    return coefficients;
  }

  /**
   * Returns coefficients that pass where the observations crowd: those far off do not count (the
   * Cauchy loss ln(1 + (r / scale)^2), whose minimum is local, near the start).
   *
   * @param start where to begin
   * @param scale the size of residual from which on an observation counts for less
   */
  static double[] crowded(
      double[][] rows, double[] targets, double[] start, double scale, int iterations) {
    WeightedLeastSquares squares = new WeightedLeastSquares(rows, targets);
    double[] weights = new double[rows.length];
    double[] coefficients = start;
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int i = 0; i < weights.length; i++) {
        double residual = (targets[i] - squares.predict(i, coefficients)) / scale;
        weights[i] = 1 / (1 + residual * residual);
      }
      coefficients = squares.solve(weights);
    }
    return coefficients;
  }
}
