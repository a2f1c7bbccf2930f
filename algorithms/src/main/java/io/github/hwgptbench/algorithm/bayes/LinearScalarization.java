package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.StandardNormal;
import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The expected improvement of a weighted sum of the objectives, each scaled to 0 to 1 over the
 * front. The sum of independent normal variables is normal, with the weighted sum of the means and
 * the sum, weighted with squares, of the variances; the incumbent is the smallest expected sum at
 * an evaluated point. The score is the logarithm.
 */
final class LinearScalarization implements AcquisitionRule {

  private final double[] weights;

  /**
   * Makes a scalarization.
   *
   * @param weights one an objective, 0 or positive; what they add up to changes nothing
   * @throws IllegalArgumentException if a weight is negative or none is positive
   */
  LinearScalarization(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    if (!(sum > 0) || !Double.isFinite(sum) || Arrays.stream(weights).anyMatch(it -> it < 0)) {
      throw new IllegalArgumentException(Text.format(
          "Weights %s; allowed: 0 or more, not all of them 0", Arrays.toString(weights)));
    }
    this.weights = Arrays.stream(weights).map(it -> it / sum).toArray();
  }

  @Override
  public Acquisition next(double[][] known, double[][] reachable, RandomGenerator random) {
    FrontRange range = FrontRange.of(known, reachable);
    double[] scaled = weights.clone();
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] /= range.range()[j];
    }
    double incumbent = Double.POSITIVE_INFINITY;
    for (double[] point : known) {
      incumbent = Math.min(incumbent, sum(scaled, point));
    }
    double best = incumbent;
    return (means, deviations) -> {
      double variance = 0;
      for (int j = 0; j < scaled.length; j++) {
        variance += scaled[j] * scaled[j] * deviations[j] * deviations[j];
      }
      double deviation = Math.sqrt(variance);
      double gain = best - sum(scaled, means);
      return deviation > 0
          ? StrictMath.log(deviation) + StandardNormal.logShortfall(gain / deviation)
          : StrictMath.log(Math.max(0, gain));
    };
  }

  private static double sum(double[] weights, double[] point) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * point[j];
    }
    return sum;
  }
}
