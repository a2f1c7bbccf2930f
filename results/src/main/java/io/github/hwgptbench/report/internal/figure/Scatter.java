package io.github.hwgptbench.report.internal.figure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Points by themselves, each with a label.
 *
 * @param name in the legend
 * @param style how it looks
 * @param labelled what labels are, such as {@code architecture}
 * @param points in any order
 */
public record Scatter(String name, Style style, String labelled, List<Point> points)
    implements Series {

  /**
   * A point.
   *
   * @param x first coordinate
   * @param y second coordinate
   * @param label what it is, such as an architecture; may be empty
   */
  public record Point(double x, double y, String label) {}

  /** Copies the points. */
  public Scatter {
    points = List.copyOf(points);
  }

  /** Returns points that are architectures. */
  public static Scatter ofArchitectures(String name, Style style, List<Point> points) {
    return new Scatter(name, style, "architecture", points);
  }

  /**
   * Leaves out points that others of these hide: of those in the same cell of a grid over all of
   * them, the first stays.
   *
   * @param cells how many there are along each axis, 1 or more
   */
  public Scatter thinned(int cells) {
    CellGrid grid = new CellGrid(xs(), ys(), cells);
    Set<Long> taken = new HashSet<>();
    return new Scatter(
        name,
        style,
        labelled,
        points.stream()
            .filter(point -> taken.add(grid.of(point.x(), point.y())))
            .toList());
  }

  @Override
  public Scatter with(String other, Style look) {
    return new Scatter(other, look, labelled, points);
  }

  @Override
  public DoubleStream xs() {
    return points.stream().mapToDouble(Point::x);
  }

  @Override
  public DoubleStream ys() {
    return points.stream().mapToDouble(Point::y);
  }
}
