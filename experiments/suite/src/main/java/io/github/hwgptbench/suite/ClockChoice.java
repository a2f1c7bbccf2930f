package io.github.hwgptbench.suite;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.RunConditions;
import org.jspecify.annotations.Nullable;

/**
 * A simulated clock, before its latency is looked up.
 *
 * @param latency latency of a forward pass, such as {@code latency@rtx2080}
 * @param loadingSeconds time to load a model, positive; null for the default
 * @param tokens tokens of an evaluation if the fidelity does not determine their number; null for
 *     the default
 * @param measurements measurements of an evaluation if the fidelity does not determine their
 *     number; null for the default
 */
record ClockChoice(
    String latency,
    @Nullable Double loadingSeconds,
    @Nullable Integer tokens,
    @Nullable Integer measurements) {

  /** Chooses the clock with the default constants. */
  ClockChoice(String latency) {
    this(latency, null, null, null);
  }

  /**
   * Returns the clock.
   *
   * @param found the objective that {@link #latency} names
   * @throws IllegalArgumentException if that is no latency, or a constant is out of its range
   */
  RunConditions.Clock following(Objective found) {
    RunConditions.Clock byDefault = new RunConditions.Clock(found);
    return new RunConditions.Clock(
        found,
        loadingSeconds != null ? loadingSeconds : byDefault.loadingSeconds(),
        tokens != null ? tokens : byDefault.tokens(),
        measurements != null ? measurements : byDefault.measurements());
  }
}
