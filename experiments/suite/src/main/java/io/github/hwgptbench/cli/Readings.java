package io.github.hwgptbench.cli;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import java.util.SplittableRandom;

/**
 * Draws random readings for rows of architectures. What is drawn for an objective of a row depends
 * on the seed, the row and the objective, and not on what else is asked for.
 *
 * @param seed decides all draws
 * @param count how many readings of each, 0 or more
 */
record Readings(long seed, int count) {

  double[] draw(int row, Objective objective, PredictiveDistribution distribution) {
    double[] readings = new double[count];
    if (count > 0) {
      SplittableRandom random = stream(row, objective);
      for (int i = 0; i < count; i++) {
        readings[i] = distribution.sample(random);
      }
    }
    return readings;
  }

  /**
   * Each step starts from a drawn number: seeds that are near each other give streams that are not.
   */
  private SplittableRandom stream(int row, Objective objective) {
    long ofSeed = new SplittableRandom(seed).nextLong();
    long ofRow = new SplittableRandom(ofSeed + row).nextLong();
    return new SplittableRandom(ofRow + objective.key().hashCode());
  }
}
