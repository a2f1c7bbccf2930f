package io.github.hwgptbench.gp;

/**
 * A covariance function of points, with all hyperparameters chosen.
 *
 * <p>What can be computed of a point alone is computed once, by {@link #prepare}, and fits this
 * very object only. Not safe for use by several threads at a time.
 */
public interface Covariance {

  /** Returns the form of a point that the other methods take. */
  double[] prepare(double[] point);

  /** Returns the covariance of two prepared points. */
  double of(double[] a, double[] b);

  /** Returns an empty list of points, to be filled with prepared ones. */
  default ObservedPoints observed() {
    return new ObservedPoints(this);
  }

  /** Returns the variance at a prepared point. */
  double variance(double[] a);

  /**
   * Returns the covariances of prepared points with each other: of each with those before it, and
   * its variance.
   */
  default double[][] matrix(double[][] prepared) {
    double[][] matrix = new double[prepared.length][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        matrix[i][j] = of(prepared[i], prepared[j]);
      }
      matrix[i][i] = variance(prepared[i]);
    }
    return matrix;
  }

  /**
   * Adds up derivatives by the logarithms of the hyperparameters, each as the sum over all pairs of
   * points of the weight of the pair and the derivative of its covariance.
   *
   * @param prepared points
   * @param weights of the pairs; symmetric
   * @param gradient receives one sum a hyperparameter
   */
  void gradient(double[][] prepared, double[][] weights, double[] gradient);
}
