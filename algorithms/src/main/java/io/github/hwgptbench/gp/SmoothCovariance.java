package io.github.hwgptbench.gp;

/**
 * A covariance function that has the same variance everywhere, and derivatives by the coordinates
 * of its points.
 */
public interface SmoothCovariance extends Covariance {

  /**
   * Adds up the derivatives of the covariance of two points by the coordinates of the first.
   *
   * @param a prepared
   * @param b prepared
   * @param weight factor of the derivatives
   * @param slopes receives one sum a coordinate
   */
  void addSlopes(double[] a, double[] b, double weight, double[] slopes);
}
