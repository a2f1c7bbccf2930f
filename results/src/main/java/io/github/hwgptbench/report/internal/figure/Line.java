package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points that a line joins, with a band around it or without.
 *
 * @param name in the legend
 * @param style how it looks
 * @param points in the order in which they are joined; those that are not finite interrupt the line
 */
public record Line(String name, Style style, List<Point> points) implements Series {

  /**
   * A point of a line.
   *
   * @param x first coordinate
   * @param y second coordinate
   * @param low where the band begins; {@code y} if there is none
   * @param high where the band ends; {@code y} if there is none
   */
  public record Point(double x, double y, double low, double high) {}

  /** Copies the points. */
  public Line {
    points = List.copyOf(points);
  }

  /**
   * Returns a line without a band.
   *
   * @throws IllegalArgumentException if there are not as many of one coordinate as of the other
   */
  public static Line of(String name, Style style, double[] x, double[] y) {
    return of(name, style, x, y, y, y);
  }

  /**
   * Returns a line with a band.
   *
   * @param low where the band begins at each point
   * @param high where it ends
   * @throws IllegalArgumentException if there are not as many of each
   */
  public static Line of(
      String name, Style style, double[] x, double[] y, double[] low, double[] high) {
    if (y.length != x.length || low.length != x.length || high.length != x.length) {
      throw new IllegalArgumentException(Text.format(
          "Line '%s' of %d x, %d y, a band of %d and %d; must be equal",
          name, x.length, y.length, low.length, high.length));
    }
    List<Point> points = new ArrayList<>(x.length);
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i], low[i], high[i]));
    }
    return new Line(name, style, points);
  }

  /** Returns whether there is a band. */
  public boolean banded() {
    return points.stream().anyMatch(point -> point.low() != point.high());
  }

  @Override
  public Line with(String other, Style look) {
    return new Line(
        other,
        look,
        points.stream()
            .map(point -> new Point(point.x(), point.y(), point.y(), point.y()))
            .toList());
  }

  @Override
  public DoubleStream xs() {
    return points.stream().mapToDouble(Point::x);
  }

  @Override
  public DoubleStream ys() {
    return points.stream()
        .flatMapToDouble(point -> DoubleStream.of(point.y(), point.low(), point.high()));
  }
}
