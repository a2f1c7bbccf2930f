package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points on three axes, in a cube that can be turned where scripts run, and else is seen from one
 * side.
 *
 * @param description what can be seen, for those who can't see it
 * @param axes three linear ones
 * @param clouds later ones above earlier ones
 */
public record SpacePlot(String description, List<Axis> axes, List<Cloud> clouds) implements Figure {

  /**
   * Points of one kind.
   *
   * @param name in the legend
   * @param style how they look
   * @param points in any order
   */
  public record Cloud(String name, Style style, List<Point> points) {

    /** Copies the points. */
    public Cloud {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param values one per axis
   * @param label what it is, such as an architecture; may be empty
   */
  public record Point(List<Double> values, String label) {

    /** Copies the values. */
    public Point {
      values = List.copyOf(values);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are not three axes, or not three values of a point
   */
  public SpacePlot {
    axes = List.copyOf(axes);
    clouds = List.copyOf(clouds);
    if (axes.size() != 3
        || clouds.stream()
            .flatMap(cloud -> cloud.points().stream())
            .anyMatch(point -> point.values().size() != 3)) {
      throw new IllegalArgumentException(
          Text.format("%d axes of a cube; allowed: 3, and 3 values per point", axes.size()));
    }
  }

  Ticks ticks(int axis) {
    DoubleStream values = clouds.stream()
        .flatMap(cloud -> cloud.points().stream())
        .mapToDouble(point -> point.values().get(axis));
    return Ticks.of(axes.get(axis), values);
  }

  List<LegendEntry> legend() {
    return clouds.stream()
        .map(cloud -> new LegendEntry(cloud.name(), cloud.style(), false, true, 1))
        .toList();
  }
}
