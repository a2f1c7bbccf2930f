package io.github.hwgptbench.algorithm.tpe;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A density over some genes: a mixture with one component for each observation, and a uniform one
 * as prior.
 *
 * <p>A component is a product over the genes. Each level has the probability mass 1/N, with N the
 * number of components, and the level that was observed 1 more, over the sum of both. This is how
 * Optuna's multivariate estimator treats categories (Optuna 5.0, prior weight 1). Immutable.
 */
final class ParzenEstimator {

  private final int[] levels;
  private final int[][] observed;
  /** One per observation, then that of the prior; they add up to 1. */
  private final double[] weights;
  /** Logarithm of the product over the genes of what probability an unobserved level has. */
  private final double logUnobserved;
  /** Logarithm of how many times as probable the observed level is. */
  private final double logRatio;

  private final double logPrior;

  /**
   * Makes a density.
   *
   * @param levels number of levels of each gene, positive
   * @param observed one row per observation, one level per gene
   * @param weights one per observation, positive; the prior has the weight 1
   */
  ParzenEstimator(int[] levels, List<int[]> observed, double[] weights) {
    this.levels = levels;
    this.observed = observed.toArray(int[][]::new);
    int components = this.observed.length + 1;
    this.weights = new double[components];
    double total = 1;
    for (double weight : weights) {
      total += weight;
    }
    for (int k = 0; k < weights.length; k++) {
      this.weights[k] = weights[k] / total;
    }
    this.weights[components - 1] = 1 / total;
    double share = 1.0 / components;
    double unobserved = 0;
    double prior = 0;
    for (int count : levels) {
      unobserved += StrictMath.log(share / (1 + count * share));
      prior -= StrictMath.log(count);
    }
    this.logUnobserved = unobserved;
    this.logPrior = prior;
    this.logRatio = StrictMath.log((1 + share) / share);
  }

  /** Draws a level for each gene. */
  int[] sample(RandomGenerator random) {
    double left = random.nextDouble();
    int component = 0;
    while (component < observed.length && left >= weights[component]) {
      left -= weights[component++];
    }
    int[] sample = new int[levels.length];
    for (int g = 0; g < levels.length; g++) {
      // Of N + L parts in all, L are shared evenly among the levels and N belong to the observed
      // one.
      double part = random.nextDouble() * (observed.length + 1 + levels[g]);
      sample[g] = component == observed.length
          ? random.nextInt(levels[g])
          : part < levels[g] ? (int) part : observed[component][g];
    }
    return sample;
  }

  /** Returns the logarithm of the probability of a level of each gene. */
  double logDensity(int[] point) {
    double[] logs = new double[observed.length + 1];
    logs[observed.length] = StrictMath.log(weights[observed.length]) + logPrior;
    double largest = logs[observed.length];
    for (int k = 0; k < observed.length; k++) {
      int matches = 0;
      for (int g = 0; g < point.length; g++) {
        if (observed[k][g] == point[g]) {
          matches++;
        }
      }
      logs[k] = StrictMath.log(weights[k]) + logUnobserved + matches * logRatio;
      largest = Math.max(largest, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
