package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.statistics.Summary;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lying boxes from quartile to quartile with the median in them, and whiskers to the least and the
 * most, one below the other, with their names beside them.
 *
 * @param description what can be seen, for those who can't see it
 * @param value the axis
 * @param boxes from the top
 */
public record BoxChart(String description, Axis value, List<Box> boxes) implements Figure {

  /**
   * A box.
   *
   * @param name what it is of; each once
   * @param style how it looks
   * @param summary its five numbers
   */
  public record Box(String name, Style style, Summary summary) {}

  /** Copies the boxes. */
  public BoxChart {
    boxes = List.copyOf(boxes);
  }

  Ticks ticks() {
    return Ticks.of(
        value,
        boxes.stream()
            .flatMapToDouble(
                box -> DoubleStream.of(box.summary().min(), box.summary().max())));
  }
}
