package io.github.hwgptbench.gp;

import java.util.Arrays;
import java.util.List;

/**
 * How well hyperparameters explain observations: the logarithm of the density of the observations
 * plus that of the prior of the hyperparameters, with its gradient (Rasmussen and Williams 2006,
 * equations 5.8 and 5.9), and where it is largest.
 *
 * <p>The hyperparameters are those of the kernel, then the variance of the noise; all are given as
 * natural logarithms.
 */
public final class MarginalLikelihood {

  private static final double TOLERANCE = 1e-2;
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final Kernel kernel;
  private final Hyperparameter noise;
  private final double[][] points;
  private final double[] values;
  private final double mean;

  /**
   * Gives the observations.
   *
   * @param noise variance of the noise of an observation
   * @param points the observed points
   * @param values the observed values
   * @param mean of the function, everywhere
   */
  public MarginalLikelihood(
      Kernel kernel, Hyperparameter noise, double[][] points, double[] values, double mean) {
    this.kernel = kernel;
    this.noise = noise;
    this.points = points;
    this.values = values;
    this.mean = mean;
  }

  /** Returns the number of hyperparameters, the noise included. */
  public int size() {
    return kernel.hyperparameters().size() + 1;
  }

  /** Returns the logarithms of the prior medians of the hyperparameters. */
  public double[] priorMedians() {
    double[] logs = new double[size()];
    for (int p = 0; p < logs.length; p++) {
      logs[p] = hyperparameter(p).logMean();
    }
    return logs;
  }

  private Hyperparameter hyperparameter(int index) {
    List<Hyperparameter> ofKernel = kernel.hyperparameters();
    return index < ofKernel.size() ? ofKernel.get(index) : noise;
  }

  /**
   * Returns the logarithm of the density, up to a constant.
   *
   * @param logs logarithms of the hyperparameters
   * @param gradient receives the derivatives by them
   * @throws ArithmeticException if the covariances are numerically singular
   */
  public double at(double[] logs, double[] gradient) {
    int n = points.length;
    int last = size() - 1;
    Covariance covariance = kernel.with(logs);
    double noiseVariance = StrictMath.exp(logs[last]);
    double[][] prepared = new double[n][];
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      prepared[i] = covariance.prepare(points[i]);
      residuals[i] = values[i] - mean;
    }
    double[][] matrix = covariance.matrix(prepared);
    for (int i = 0; i < n; i++) {
      matrix[i][i] += noiseVariance;
    }
    CholeskyFactor factor = CholeskyFactor.of(matrix);
    double[] weights = factor.solve(residuals);
    double[][] pairs = factor.inverse();
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        pairs[i][j] = 0.5 * (weights[i] * weights[j] - pairs[i][j]);
      }
      trace += pairs[i][i];
    }
    Arrays.fill(gradient, 0);
    covariance.gradient(prepared, pairs, gradient);
    gradient[last] = trace * noiseVariance;
    double value =
        -0.5 * (DotProduct.of(residuals, weights, n) + factor.logDeterminant() + n * LOG_TWO_PI);
    for (int p = 0; p <= last; p++) {
      value += hyperparameter(p).logPrior(logs[p]);
      gradient[p] += hyperparameter(p).logPriorSlope(logs[p]);
    }
    return value;
  }

  /**
   * Climbs from a start to where the density is largest.
   *
   * @param start logarithms of hyperparameters
   * @param iterations how many steps at most
   * @return logarithms of the best hyperparameters found
   */
  public double[] maximize(double[] start, int iterations) {
    return new LimitedMemoryBfgs(this::negated, iterations, TOLERANCE).minimize(start);
  }

  private double negated(double[] logs, double[] gradient) {
    double value;
    try {
      value = -at(logs, gradient);
    } catch (ArithmeticException e) {
      // Singular covariances have no likelihood; the line search turns back from here.
      return Double.POSITIVE_INFINITY;
    }
    for (int p = 0; p < gradient.length; p++) {
      gradient[p] = -gradient[p];
    }
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }
}
