package io.github.hwgptbench.analysis;

import java.util.List;
import java.util.Locale;

/**
 * How suites are analysed: what a report says beside its numbers.
 *
 * @param level of significance: a pair of algorithms differs if its adjusted probability is at most
 *     this
 * @param confidence of bootstrap intervals
 * @param resamples of the bootstrap
 * @param seed of the bootstrap
 * @param targets shares of the hypervolume of the {@link TargetFront}, more than 0, rising
 */
public record AnalysisSettings(
    double level, double confidence, int resamples, long seed, List<Double> targets) {

  /**
   * Copies the targets.
   *
   * @throws IllegalArgumentException if the level or the confidence is not between 0 and 1, there
   *     are no resamples, or targets do not rise from above 0
   */
  public AnalysisSettings {
    targets = List.copyOf(targets);
    checkShare("Level", level);
    checkShare("Confidence", confidence);
    if (resamples < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Bootstrap of %d resamples; allowed: 1 or more", resamples));
    }
    double before = 0;
    for (double target : targets) {
      if (!(target > before && target < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Targets %s; allowed: finite numbers that rise, the first above 0",
            targets));
      }
      before = target;
    }
  }

  private static void checkShare(String what, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %s; allowed: between 0 and 1", what, share));
    }
  }

  /**
   * Returns the usual ones: level 0.05, confidence 0.95 with 2,000 resamples of seed 1, and targets
   * of 0.9, 0.95, 0.99 and 0.999.
   */
  public static AnalysisSettings usual() {
    return new AnalysisSettings(0.05, 0.95, 2_000, 1, List.of(0.9, 0.95, 0.99, 0.999));
  }
}
