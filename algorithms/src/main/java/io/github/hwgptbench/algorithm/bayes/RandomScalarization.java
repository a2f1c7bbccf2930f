package io.github.hwgptbench.algorithm.bayes;

import java.util.random.RandomGenerator;

/**
 * Random scalarizations (Paria, Kandasamy and Poczos 2020, <i>A flexible framework for
 * multi-objective Bayesian optimization using random scalarizations</i>): for each evaluation, new
 * weights from the flat Dirichlet distribution, and the lower confidence bounds of the objectives,
 * scaled to 0 to 1 over the front, made one by these weights.
 *
 * @param form how
 * @param confidence how many standard deviations below the expected value the bound lies
 */
record RandomScalarization(Form form, double confidence) implements AcquisitionRule {

  /** Share of the linear sum in the Chebyshev form (Knowles 2006, ParEGO). */
  private static final double AUGMENTATION = 0.05;

  /** How objectives become one. */
  enum Form {
    /** The largest weighted objective, and a little of their sum; reaches all of a front. */
    CHEBYSHEV,
    /** The weighted sum; reaches the convex parts of a front. */
    LINEAR
  }

  @Override
  public Acquisition next(double[][] known, double[][] reachable, RandomGenerator random) {
    FrontRange range = FrontRange.of(known, reachable);
    double[] weights = weights(range.ideal().length, random);
    return (means, deviations) -> {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        double bound = means[j] - confidence * deviations[j];
        double weighted = weights[j] * (bound - range.ideal()[j]) / range.range()[j];
        largest = Math.max(largest, weighted);
        sum += weighted;
      }
      return form == Form.LINEAR ? -sum : -(largest + AUGMENTATION * sum);
    };
  }

  /** Draws from the flat Dirichlet distribution, as exponential variates over their sum. */
  static double[] weights(int objectives, RandomGenerator random) {
    double[] weights = new double[objectives];
    double sum = 0;
    for (int j = 0; j < objectives; j++) {
      weights[j] = -StrictMath.log(1 - random.nextDouble());
      sum += weights[j];
    }
    for (int j = 0; j < objectives; j++) {
      weights[j] = sum > 0 ? weights[j] / sum : 1.0 / objectives;
    }
    return weights;
  }
}
