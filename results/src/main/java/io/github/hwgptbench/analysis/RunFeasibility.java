package io.github.hwgptbench.analysis;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How one run coped with the constraints of its problem.
 *
 * @param evaluations how many of its evaluations hold them
 * @param share the same as a share of all of its evaluations
 * @param meanViolation mean over its evaluations of the amount by which constraints are broken, as
 *     a share of their bounds, added up
 * @param first evaluations to the first one that holds all constraints; null if there is none
 * @since 0.2.0
 */
public record RunFeasibility(
    int evaluations,
    double share,
    double meanViolation,
    @Nullable Integer first) {

  /** Returns evaluations to the first one that holds all constraints; empty if there is none. */
  public OptionalInt reached() {
    return first == null ? OptionalInt.empty() : OptionalInt.of(first);
  }
}
