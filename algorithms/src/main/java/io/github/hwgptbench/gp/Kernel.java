package io.github.hwgptbench.gp;

import java.util.List;

/**
 * A family of covariance functions of points, one for each choice of hyperparameters. Immutable.
 */
public interface Kernel {

  /** Returns the number of coordinates of a point; what follows them is ignored. */
  int dimensions();

  /** Returns the hyperparameters, in the order in which their values are given. */
  List<Hyperparameter> hyperparameters();

  /**
   * Returns the covariance function of these hyperparameters.
   *
   * @param logs natural logarithms of the hyperparameters
   */
  Covariance with(double[] logs);
}
