package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import java.util.List;

/**
 * An {@link io.github.hwgptbench.indicator.AttainmentSurface} in the units of the objectives and
 * with their signs, to be drawn. From each corner the line goes on at its second value to the first
 * value of the next corner, and from there to that corner.
 *
 * @param level how many runs attained it
 * @param runs how many there are
 * @param corners from the best first value on; none if fewer runs found anything
 */
public record AttainmentLine(int level, int runs, List<Corner> corners) {

  /** Copies the corners. */
  public AttainmentLine {
    corners = List.copyOf(corners);
  }
}
