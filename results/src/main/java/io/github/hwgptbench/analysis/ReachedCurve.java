package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * The runtime ECDF of an algorithm over several problems: the share of all triples of a problem, a
 * target of {@link RunLengths#TARGETS} and a run in which the run has reached the target.
 *
 * @param algorithm name
 * @param points ascending in steps of the budget
 * @since 0.2.0
 */
public record ReachedCurve(String algorithm, List<ReachedPoint> points) {

  /** Copies the points. */
  public ReachedCurve {
    points = List.copyOf(points);
  }
}
