package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import java.util.List;

/**
 * An {@link io.github.hwgptbench.indicator.AttainmentSurface} in the units of the objectives and
 * with their signs, for drawing. From each corner the line continues at its second value to the
 * first value of the next corner, and from there to that corner.
 *
 * @param level number of runs that attained it
 * @param runs number of runs
 * @param corners from the best first value; none if fewer runs than the level found anything
 */
public record AttainmentLine(int level, int runs, List<Corner> corners) {

  /** Copies the corners. */
  public AttainmentLine {
    corners = List.copyOf(corners);
  }
}
