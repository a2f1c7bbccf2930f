package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A staircase, such as an attainment surface or a distribution function: from each corner the line
 * goes level to the first coordinate of the next, and there up or down to it.
 *
 * @param name in the legend
 * @param style how it looks
 * @param corners in the order of the line
 */
public record Steps(String name, Style style, List<Corner> corners) implements Series {

  /**
   * Where a step begins.
   *
   * @param x first coordinate
   * @param y second coordinate, from here to the next corner
   */
  public record Corner(double x, double y) {}

  /** Copies the corners. */
  public Steps {
    corners = List.copyOf(corners);
  }

  /**
   * Leaves out corners that are too near to the one before to be seen: a corner stays if it is in
   * another cell than that, of a grid over all of them. The first and the last stay.
   *
   * @param cells how many there are along each axis, 1 or more
   */
  public Steps thinned(int cells) {
    CellGrid grid = new CellGrid(xs(), ys(), cells);
    List<Corner> kept = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < corners.size(); i++) {
      Corner corner = corners.get(i);
      long cell = grid.of(corner.x(), corner.y());
      if (i == 0 || i == corners.size() - 1 || cell != last) {
        kept.add(corner);
        last = cell;
      }
    }
    return new Steps(name, style, kept);
  }

  @Override
  public Steps with(String other, Style look) {
    return new Steps(other, look, corners);
  }

  @Override
  public DoubleStream xs() {
    return corners.stream().mapToDouble(Corner::x);
  }

  @Override
  public DoubleStream ys() {
    return corners.stream().mapToDouble(Corner::y);
  }
}
