package io.github.hwgptbench.surrogate;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What measurements of a metric of one architecture are to be expected.
 *
 * @param value the noise-free value, in the unit of the metric
 * @param noise how measurements spread about it
 * @param embed the index of the architecture's embed_dim among its choices
 */
public record PredictiveDistribution(double value, NoiseModel noise, int embed) {

  /** Makes a distribution. */
  public PredictiveDistribution {
    Objects.requireNonNull(noise, "noise");
    Objects.checkIndex(embed, noise.embedChoices());
  }

  /**
   * Returns a quantile of a single measurement, with all noise in it.
   *
   * @param level 0 to 1
   * @throws IllegalArgumentException if the level is not within 0 to 1
   */
  public double quantile(double level) {
    return quantile(level, NoiseModel.Source.ALL);
  }

  /**
   * Returns a quantile of a measurement with one kind of noise.
   *
   * @param level 0 to 1
   * @throws IllegalArgumentException if the level is not within 0 to 1
   */
  public double quantile(double level, NoiseModel.Source source) {
    return value * StrictMath.exp(noise.logQuantile(source, embed, level));
  }

  /** Draws a measurement, with all noise in it. */
  public double sample(RandomGenerator random) {
    return sample(random, NoiseModel.Source.ALL);
  }

  /** Draws a measurement with one kind of noise. */
  public double sample(RandomGenerator random, NoiseModel.Source source) {
    return quantile(random.nextDouble(), source);
  }
}
