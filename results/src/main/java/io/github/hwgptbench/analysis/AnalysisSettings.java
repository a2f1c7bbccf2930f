package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an analysis of suites, which a report states with its numbers.
 *
 * @param level of significance: a pair of algorithms differs if its adjusted probability is at most
 *     this
 * @param confidence of bootstrap intervals
 * @param resamples of the bootstrap
 * @param seed of the bootstrap
 * @param indicators indicators that score runs; the first is {@link Indicators#HYPERVOLUME}
 * @param targets shares of the hypervolume of the {@link TargetFront}, above 0, ascending
 * @param over unit of the horizontal axis of curves; null for the unit of the budget
 * @param within part of the budget of the runs that counts, in its unit; null for all of it
 * @param worlds number of worlds that are drawn from the errors of the surrogates to check whether
 *     the order of algorithms is robust to them; 0 for none
 */
public record AnalysisSettings(
    double level,
    double confidence,
    int resamples,
    long seed,
    List<Indicator> indicators,
    List<Double> targets,
    Budget.@Nullable Unit over,
    @Nullable Double within,
    int worlds) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the level or the confidence is not between 0 and 1, there
   *     are no resamples, the part of the budget or the number of worlds is out of range, the first
   *     indicator is another one, or targets are not ascending and above 0
   */
  public AnalysisSettings {
    indicators = List.copyOf(indicators);
    targets = List.copyOf(targets);
    if (indicators.isEmpty() || !indicators.get(0).id().equals(Indicators.HYPERVOLUME.id())) {
      throw UsageException.of(
          "Indicators %s; allowed: '%s' first",
          indicators.stream().map(Indicator::id).toList(), Indicators.HYPERVOLUME.id());
    }
    if (within != null && !(within > 0)) {
      throw UsageException.of("Analysis within a budget of %s; allowed: above 0", within);
    }
    if (worlds < 0) {
      throw UsageException.of("Analysis in %d worlds; allowed: 0 or more", worlds);
    }
    checkShare("Level", level);
    checkShare("Confidence", confidence);
    if (resamples < 1) {
      throw UsageException.of("Bootstrap of %d resamples; allowed: 1 or more", resamples);
    }
    double before = 0;
    for (double target : targets) {
      if (!(target > before && target < Double.POSITIVE_INFINITY)) {
        throw UsageException.of(
            "Targets %s; allowed: finite ascending numbers, the first above 0", targets);
      }
      before = target;
    }
  }

  private static void checkShare(String what, double share) {
    if (!(share > 0 && share < 1)) {
      throw UsageException.of("%s %s; allowed: between 0 and 1", what, share);
    }
  }

  /** Returns the same settings with further indicators after the hypervolume. */
  public AnalysisSettings with(List<Indicator> further) {
    List<Indicator> all = new ArrayList<>(List.of(Indicators.HYPERVOLUME));
    all.addAll(further);
    return new AnalysisSettings(
        level, confidence, resamples, seed, all, targets, over, within, worlds);
  }

  /**
   * Returns the same settings with curves over evaluations, cost or simulated time.
   *
   * @since 0.2.0
   */
  public AnalysisSettings over(Budget.@Nullable Unit unit) {
    return new AnalysisSettings(
        level, confidence, resamples, seed, indicators, targets, unit, within, worlds);
  }

  /**
   * Returns the same settings for runs as if they had ended after a part of their budget. Without a
   * best-known Pareto front, hypervolumes stay relative to the joint front of all runs with their
   * whole budget.
   *
   * @param amount part of the budget, in its unit; above 0
   * @since 0.2.0
   */
  public AnalysisSettings within(double amount) {
    return new AnalysisSettings(
        level, confidence, resamples, seed, indicators, targets, over, amount, worlds);
  }

  /**
   * Returns the same settings with a number of worlds drawn from the errors of the surrogates, with
   * the seed of the bootstrap.
   *
   * @param count 0 or more
   * @since 0.2.0
   */
  public AnalysisSettings worlds(int count) {
    return new AnalysisSettings(
        level, confidence, resamples, seed, indicators, targets, over, within, count);
  }

  /**
   * Returns the default settings: level 0.05, confidence 0.95 with 2,000 resamples of seed 1, all
   * indicators on the class path, targets of 0.9, 0.95, 0.99 and 0.999, and no worlds.
   */
  public static AnalysisSettings usual() {
    return new AnalysisSettings(
        0.05, 0.95, 2_000, 1, Indicators.all(), List.of(0.9, 0.95, 0.99, 0.999), null, null, 0);
  }
}
