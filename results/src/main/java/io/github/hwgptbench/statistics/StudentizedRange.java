package io.github.hwgptbench.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The range of k independent standard normal numbers: the studentized range with infinitely many
 * degrees of freedom. Its distribution function is
 *
 * <pre>{@code P(q) = k ∫ φ(z) (Φ(z) - Φ(z - q))^(k-1) dz}</pre>
 *
 * (Tukey's; for example David and Nagaraja, Order Statistics, 2003, section 2.3). The trapezoidal
 * rule converges geometrically on it, because the integrand is analytic and vanishes at both ends.
 */
record StudentizedRange(int count) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  /** Beyond, the density is below 1e-22. */
  private static final double END = 10;

  private static final int STEPS = 320;

  /** Returns the probability of a larger range. */
  double survival(double range) {
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double z = END * (2.0 * i / STEPS - 1);
      double inside = range > 0 ? NORMAL.probability(z - range, z) : 0;
      sum += NORMAL.density(z) * Math.pow(inside, count - 1);
    }
    return Math.min(1, Math.max(0, 1 - count * sum * (2 * END / STEPS)));
  }

  /** Returns the range that is exceeded with a probability. */
  double quantile(double probability) {
    double low = 0;
    double high = 1;
    while (survival(high) > probability) {
      high *= 2;
    }
    double middle = (low + high) / 2;
    while (low < middle && middle < high) {
      if (survival(middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return high;
  }
}
