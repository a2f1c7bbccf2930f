package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a line beside its end.
 *
 * @param name of the line
 * @param y where it ends, in pixels
 */
record EndLabel(String name, double y) {

  private static final double NEAREST = 11;
  /** A line that ends before this share of the axis does has its name in the legend alone. */
  private static final double NEAR_THE_END = 0.97;

  /** Returns the names of the lines whose ends are far enough from those of all others. */
  static List<EndLabel> of(List<Series> series, SvgFrame frame) {
    List<EndLabel> ends = new ArrayList<>();
    for (Series each : series) {
      if (each instanceof Line line) {
        line.points().stream()
            .filter(point -> frame.shows(point.x(), point.y()))
            .reduce((a, b) -> b)
            .filter(point -> frame.xTicks().place(point.x()) >= NEAR_THE_END)
            .ifPresent(point -> ends.add(new EndLabel(line.name(), frame.y(point.y()))));
      }
    }
    return ends.stream()
        .filter(end ->
            ends.stream().allMatch(other -> other == end || Math.abs(other.y - end.y) >= NEAREST))
        .toList();
  }
}
