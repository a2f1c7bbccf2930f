package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.Objects;

/**
 * Prunes a trial whose last value is outside of two thresholds or is NaN, as Optuna's
 * {@code ThresholdPruner}. For studies with one objective. Immutable.
 *
 * @since 0.2.0
 */
public final class ThresholdPruner implements Pruner {

  private final double lower;
  private final double upper;
  private final PruningSteps steps;

  private ThresholdPruner(double lower, double upper, PruningSteps steps) {
    this.lower = lower;
    this.upper = upper;
    this.steps = steps;
  }

  static ThresholdPruner of(double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(Text.format(
          "Thresholds %s and %s; allowed: a lower one that does not exceed the upper one",
          lower, upper));
    }
    return new ThresholdPruner(lower, upper, PruningSteps.ALL);
  }

  /**
   * Sets the step before which no trial is pruned; 0 by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ThresholdPruner warmupSteps(long warmup) {
    return new ThresholdPruner(lower, upper, new PruningSteps(warmup, steps.interval()));
  }

  /**
   * Sets the number of steps between decisions; 1 by default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ThresholdPruner intervalSteps(long interval) {
    return new ThresholdPruner(lower, upper, new PruningSteps(steps.warmup(), interval));
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    if (!steps.decideOn(study, trial)) {
      return false;
    }
    double last =
        Objects.requireNonNull(trial.intermediateValues().get(PruningSteps.lastStep(trial)));
    return Double.isNaN(last) || last < lower || last > upper;
  }
}
