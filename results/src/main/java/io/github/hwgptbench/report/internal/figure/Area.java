package io.github.hwgptbench.report.internal.figure;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Filled rectangles of one colour, such as where an attainment function has a value.
 *
 * @param name in the legend
 * @param style its colour; the marker is that of the legend
 * @param opacity from 0, not to be seen, to 1
 * @param boxes that do not overlap
 */
public record Area(String name, Style style, double opacity, List<Box> boxes) implements Series {

  /**
   * A rectangle.
   *
   * @param x1 first coordinate of one corner
   * @param y1 second coordinate of that corner
   * @param x2 first coordinate of the opposite corner
   * @param y2 second coordinate of the opposite corner
   */
  public record Box(double x1, double y1, double x2, double y2) {}

  /** Copies the boxes. */
  public Area {
    boxes = List.copyOf(boxes);
  }

  @Override
  public Area with(String other, Style look) {
    return new Area(other, look, opacity, boxes);
  }

  @Override
  public DoubleStream xs() {
    return boxes.stream().flatMapToDouble(box -> DoubleStream.of(box.x1(), box.x2()));
  }

  @Override
  public DoubleStream ys() {
    return boxes.stream().flatMapToDouble(box -> DoubleStream.of(box.y1(), box.y2()));
  }
}
