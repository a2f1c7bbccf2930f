package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of a legend.
 *
 * @param name of one series or several
 * @param style of the first of them
 * @param line whether one of them is a line
 * @param points whether one of them is points
 * @param opacity of its marker, from 0 to 1
 */
record LegendEntry(String name, Style style, boolean line, boolean points, double opacity) {

  /** Returns one entry per name, in the order of the series. */
  static List<LegendEntry> of(List<Series> series) {
    Map<String, LegendEntry> entries = new LinkedHashMap<>();
    for (Series each : series) {
      boolean points = each instanceof Scatter || each instanceof Area;
      double opacity = each instanceof Area area ? area.opacity() : 1;
      entries.merge(
          each.name(),
          new LegendEntry(each.name(), each.style(), !points, points, opacity),
          (a, b) ->
              new LegendEntry(a.name, a.style, a.line || b.line, a.points || b.points, a.opacity));
    }
    return new ArrayList<>(entries.values());
  }
}
