package io.github.hwgptbench.analysis;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The feasibility of the evaluations of one run.
 *
 * @param evaluations number of feasible evaluations
 * @param share the same as a share of all evaluations
 * @param meanViolation mean over all evaluations of the sum of the violations of constraints, as
 *     shares of their bounds
 * @param first number of evaluations to the first feasible one; null if there is none
 * @since 0.2.0
 */
public record RunFeasibility(
    int evaluations,
    double share,
    double meanViolation,
    @Nullable Integer first) {

  /** Returns the number of evaluations to the first feasible one; empty if there is none. */
  public OptionalInt reached() {
    return first == null ? OptionalInt.empty() : OptionalInt.of(first);
  }
}
