package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * The mean rank of an algorithm among the others by hypervolume, over the budget.
 *
 * @param algorithm name
 * @param points ascending in steps of the budget
 */
public record RankCurve(String algorithm, List<RankPoint> points) {

  /** Copies the points. */
  public RankCurve {
    points = List.copyOf(points);
  }
}
