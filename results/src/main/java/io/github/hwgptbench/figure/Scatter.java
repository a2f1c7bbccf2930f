package io.github.hwgptbench.figure;

import java.util.List;
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

  @Override
  public DoubleStream xs() {
    return points.stream().mapToDouble(Point::x);
  }

  @Override
  public DoubleStream ys() {
    return points.stream().mapToDouble(Point::y);
  }
}
