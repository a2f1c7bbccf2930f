package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several figures of the same series beside each other, with one legend.
 *
 * @param description what can be seen, for those who can't see it
 * @param columns how many are beside each other, 1 or more
 * @param panels row by row, each with its title
 */
public record SmallMultiples(String description, int columns, List<Plot> panels) implements Figure {

  /**
   * Copies the panels.
   *
   * @throws IllegalArgumentException if there is none, or no column
   */
  public SmallMultiples {
    panels = List.copyOf(panels);
    if (columns < 1 || panels.isEmpty()) {
      throw new IllegalArgumentException(
          Text.format("%d panels in %d columns; allowed: 1 or more", panels.size(), columns));
    }
  }

  /**
   * Returns a plot of many series as one panel per series, on the same axes.
   *
   * @param plot whose series have different names
   * @param columns how many are beside each other, 1 or more
   * @param reference name of a series that all panels show
   */
  public static SmallMultiples apart(Plot plot, int columns, String reference) {
    List<Series> references = plot.series().stream()
        .filter(series -> series.name().equals(reference))
        .map(series -> series.with("best: " + reference, Style.REFERENCE))
        .toList();
    List<Plot> panels = plot.series().stream()
        .map(series -> new Plot(
            series.name(),
            "",
            plot.x(),
            plot.y(),
            Stream.concat(
                    series.name().equals(reference) ? Stream.empty() : references.stream(),
                    Stream.of(series))
                .toList()))
        .toList();
    return new SmallMultiples(plot.description(), columns, panels).onSharedAxes();
  }

  /** Returns the figure with the same two axes in all panels, so that they can be compared. */
  public SmallMultiples onSharedAxes() {
    Axis x = Ticks.of(panels.get(0).x(), series().stream().flatMapToDouble(Series::xs))
        .fixed(panels.get(0).x());
    Axis y = Ticks.of(panels.get(0).y(), series().stream().flatMapToDouble(Series::ys))
        .fixed(panels.get(0).y());
    return new SmallMultiples(
        description,
        columns,
        panels.stream()
            .map(panel -> new Plot(panel.title(), panel.description(), x, y, panel.series()))
            .toList());
  }

  /** Returns the series of all panels. */
  List<Series> series() {
    return panels.stream().flatMap(panel -> panel.series().stream()).toList();
  }
}
