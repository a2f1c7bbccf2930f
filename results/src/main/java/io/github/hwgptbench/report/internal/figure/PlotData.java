package io.github.hwgptbench.report.internal.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The data of a plot as rows of tables, one for each kind of mark. */
final class PlotData {

  private boolean banded;
  private final ArrayNode lines = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode markers = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode points = JsonNodeFactory.instance.arrayNode();
  private final Ticks xTicks;
  private final Ticks yTicks;

  PlotData(Plot plot, Ticks xTicks, Ticks yTicks) {
    this.xTicks = xTicks;
    this.yTicks = yTicks;
    List<Series> series = plot.series();
    for (int i = 0; i < series.size(); i++) {
      if (series.get(i) instanceof Line line) {
        add(line, i, series.size());
      } else if (series.get(i) instanceof Steps staircase) {
        add(staircase, i, series.size());
      } else if (series.get(i) instanceof Scatter scatter) {
        add(scatter);
      }
    }
  }

  /** Returns whether some of the lines have bands. */
  boolean banded() {
    return banded;
  }

  ArrayNode lines() {
    return lines;
  }

  ArrayNode steps() {
    return steps;
  }

  /** Returns the few points of lines and staircases at which their markers stand. */
  ArrayNode markers() {
    return markers;
  }

  ArrayNode points() {
    return points;
  }

  private boolean shows(double x, double y) {
    return xTicks.scale().shows(x) && yTicks.scale().shows(y);
  }

  private void add(Line line, int series, int all) {
    boolean band = line.banded();
    banded |= band;
    for (Line.Point point : line.points()) {
      if (shows(point.x(), point.y())) {
        ObjectNode row = row(lines, line, point.x(), point.y());
        if (band && shows(point.x(), point.low()) && shows(point.x(), point.high())) {
          Channels.number(row, "low", point.low());
          Channels.number(row, "high", point.high());
        }
      }
    }
    mark(line, line.points().stream().map(p -> new double[] {p.x(), p.y()}), series, all);
  }

  private void add(Steps staircase, int series, int all) {
    Steps.Corner before = null;
    for (Steps.Corner corner : staircase.corners()) {
      if (shows(corner.x(), corner.y())) {
        if (before != null) {
          row(steps, staircase, corner.x(), before.y());
        }
        row(steps, staircase, corner.x(), corner.y());
        before = corner;
      }
    }
    mark(
        staircase, staircase.corners().stream().map(c -> new double[] {c.x(), c.y()}), series, all);
  }

  private void add(Scatter scatter) {
    scatter.points().stream()
        .filter(point -> shows(point.x(), point.y()))
        .forEach(point -> row(points, scatter, point.x(), point.y()).put("label", point.label()));
  }

  private void mark(Series series, Stream<double[]> coordinates, int index, int all) {
    double[][] shown = coordinates.filter(xy -> shows(xy[0], xy[1])).toArray(double[][]::new);
    double[] places =
        Arrays.stream(shown).mapToDouble(xy -> xTicks.place(xy[0])).toArray();
    for (int i : MarkerPlaces.of(places, index, all)) {
      row(markers, series, shown[i][0], shown[i][1]);
    }
  }

  private static ObjectNode row(ArrayNode rows, Series series, double x, double y) {
    ObjectNode row = rows.addObject().put("series", series.name());
    Channels.number(row, "x", x);
    Channels.number(row, "y", y);
    return row;
  }
}
