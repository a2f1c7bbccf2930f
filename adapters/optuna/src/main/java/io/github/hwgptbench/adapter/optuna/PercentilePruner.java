package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prunes a trial whose best value so far is worse than a percentile of the values of complete
 * trials at the same step, as Optuna's {@code PercentilePruner} and {@code MedianPruner}. For
 * studies with one objective. Immutable.
 *
 * <pre>{@code
 * Pruners.median().startupTrials(10).warmupSteps(5)
 * }</pre>
 *
 * @since 0.2.0
 */
public final class PercentilePruner implements Pruner {

  private final double percentile;
  private final int startupTrials;
  private final int minTrials;
  private final PruningSteps steps;

  private PercentilePruner(
      double percentile, int startupTrials, int minTrials, PruningSteps steps) {
    this.percentile = percentile;
    this.startupTrials = startupTrials;
    this.minTrials = minTrials;
    this.steps = steps;
  }

  static PercentilePruner of(double percentile) {
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          Text.format("Percentile %s; allowed: 0 to 100", percentile));
    }
    return new PercentilePruner(percentile, 5, 1, PruningSteps.ALL);
  }

  /**
   * Sets the number of trials that must be complete before one is pruned; 5 by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PercentilePruner startupTrials(int trials) {
    checkAtLeast(0, trials, "startup trials");
    return new PercentilePruner(percentile, trials, minTrials, steps);
  }

  /**
   * Sets the step before which no trial is pruned; 0 by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PercentilePruner warmupSteps(long warmup) {
    return new PercentilePruner(
        percentile, startupTrials, minTrials, new PruningSteps(warmup, steps.interval()));
  }

  /**
   * Sets the number of steps between decisions; 1 by default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PercentilePruner intervalSteps(long interval) {
    return new PercentilePruner(
        percentile, startupTrials, minTrials, new PruningSteps(steps.warmup(), interval));
  }

  /**
   * Sets the number of complete trials that must have reported a step for a decision at this step;
   * 1 by default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PercentilePruner minTrials(int trials) {
    checkAtLeast(1, trials, "trials per step");
    return new PercentilePruner(percentile, startupTrials, trials, steps);
  }

  private static void checkAtLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException(
          Text.format("%d %s; allowed: %d or more", number, what, least));
    }
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    if (!steps.decideOn(study, trial)) {
      return false;
    }
    List<FrozenTrial> complete = study.trials(Set.of(TrialState.COMPLETE));
    if (complete.isEmpty() || complete.size() < startupTrials) {
      return false;
    }
    Direction direction = study.directions().get(0);
    double best = trial.intermediateValues().values().stream()
        .filter(value -> !value.isNaN())
        .mapToDouble(direction::minimized)
        .min()
        .orElse(Double.NaN);
    if (Double.isNaN(best)) {
      return true;
    }
    long step = PruningSteps.lastStep(trial);
    List<Double> others = complete.stream()
        .map(other -> other.intermediateValues().get(step))
        .flatMap(Stream::ofNullable)
        .toList();
    if (others.size() < minTrials) {
      return false;
    }
    double limit =
        percentile(others, direction == Direction.MAXIMIZE ? 100 - percentile : percentile);
    return best > direction.minimized(limit);
  }

  /**
   * The percentile of those values that are numbers, NaN if there are none: by linear interpolation
   * with the same roundings as NumPy, as a value that others have decides about trials that have
   * it.
   */
  private static double percentile(List<Double> values, double percentile) {
    double[] sorted = values.stream()
        .mapToDouble(value -> value)
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = (sorted.length - 1) * (percentile / 100);
    int below = Math.min((int) position, sorted.length - 1);
    int above = Math.min(below + 1, sorted.length - 1);
    // At the end NumPy counts the weight from the last one.
    double weight = below == above ? position + 1 : position - below;
    double difference = sorted[above] - sorted[below];
    return weight >= 0.5
        ? sorted[above] - difference * (1 - weight)
        : sorted[below] + difference * weight;
  }
}
