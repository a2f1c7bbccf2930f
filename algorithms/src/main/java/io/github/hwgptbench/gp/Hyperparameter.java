package io.github.hwgptbench.gp;

/**
 * A positive number that a kernel has, with its prior distribution: its logarithm is normally
 * distributed.
 *
 * @param name its name, such as {@code lengthscale of embed_dim}
 * @param logMean mean of the natural logarithm
 * @param logDeviation standard deviation of the natural logarithm, positive
 */
public record Hyperparameter(String name, double logMean, double logDeviation) {

  /** The logarithm of the prior density of a logarithm, up to a constant. */
  double logPrior(double log) {
    double t = (log - logMean) / logDeviation;
    return -0.5 * t * t;
  }

  /** The derivative of {@link #logPrior}. */
  double logPriorSlope(double log) {
    return (logMean - log) / (logDeviation * logDeviation);
  }
}
