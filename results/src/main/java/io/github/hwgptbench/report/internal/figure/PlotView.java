package io.github.hwgptbench.report.internal.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Writes a {@link Plot} as one view of Vega-Lite. */
final class PlotView {

  private static final String PICKED = "picked";
  private static final int LEGEND_COLUMNS = 4;
  /** Areas of markers in square pixels. */
  private static final int POINT = 46;

  private static final int SMALL_POINT = 20;

  private final Plot plot;
  private final Ticks xTicks;
  private final Ticks yTicks;
  private final List<LegendEntry> legend;
  private final String suffix;

  /**
   * Begins.
   *
   * @param legend of all views of the figure
   * @param suffix tells the names of this view's parameters from those of others
   */
  PlotView(Plot plot, List<LegendEntry> legend, String suffix) {
    this.plot = plot;
    this.xTicks = plot.xTicks();
    this.yTicks = plot.yTicks();
    this.legend = legend;
    this.suffix = suffix;
  }

  private boolean several() {
    return legend.size() > 1;
  }

  /**
   * Writes layers into a view that has its size already.
   *
   * @param datasets receives the data, which several layers draw
   */
  void write(ObjectNode view, ObjectNode datasets) {
    ArrayNode layers = view.putArray("layer");
    PlotData data = new PlotData(plot, xTicks, yTicks);
    ArrayNode params = JsonNodeFactory.instance.arrayNode();
    if (several()) {
      ObjectNode picked = params.addObject().put("name", PICKED + suffix).put("bind", "legend");
      picked.putObject("select").put("type", "point").putArray("fields").add("series");
    }
    params
        .addObject()
        .put("name", "zoom" + suffix)
        .put("bind", "scales")
        .putObject("select")
        .put("type", "interval")
        .put("zoom", "wheel![event.ctrlKey]");
    if (data.banded()) {
      ObjectNode band = add(layers, "lines", "area", mark -> mark.put("fillOpacity", 0.16));
      band.putArray("transform").addObject().put("filter", "isValid(datum.low)");
    }
    if (!data.lines().isEmpty()) {
      datasets.set("lines" + suffix, data.lines());
      add(layers, "lines", "line", mark -> {});
    }
    if (!data.steps().isEmpty()) {
      datasets.set("steps" + suffix, data.steps());
      add(layers, "steps", "line", mark -> {});
    }
    if (!data.markers().isEmpty()) {
      datasets.set("markers" + suffix, data.markers());
      add(layers, "markers", "point", mark -> mark.put("filled", true));
    }
    if (!data.points().isEmpty() || layers.isEmpty()) {
      datasets.set("points" + suffix, data.points());
      add(layers, "points", "point", mark -> mark.put("filled", true))
          .withObject("/mark")
          .put("size", plot.crowded() ? SMALL_POINT : POINT);
    }
    if (!data.lines().isEmpty()) {
      addPointer(layers);
    }
    ((ObjectNode) layers.get(0)).set("params", params);
  }

  private ObjectNode add(ArrayNode layers, String data, String mark, Consumer<ObjectNode> marking) {
    ObjectNode layer = layers.addObject();
    layer.putObject("data").put("name", data + suffix);
    ObjectNode drawn = layer.putObject("mark").put("type", mark);
    marking.accept(drawn);
    ObjectNode encoding = layer.putObject("encoding");
    boolean area = mark.equals("area");
    Channels.quantitative(encoding.putObject("x"), "x", plot.x(), xTicks);
    Channels.quantitative(encoding.putObject("y"), area ? "low" : "y", plot.y(), yTicks);
    if (area) {
      encoding.putObject("y2").put("field", "high");
    }
    color(encoding);
    if (mark.equals("line")) {
      drawn.put("strokeWidth", 1.8);
      // In the order of the data, and not of their first coordinates.
      encoding.putObject("order").putNull("value");
      ObjectNode dashes = series(encoding.putObject("strokeDash"));
      ArrayNode range = ((ObjectNode) dashes.get("scale")).putArray("range");
      for (LegendEntry entry : legend) {
        ArrayNode lengths = range.addArray();
        entry.style().dash().lengths().forEach(lengths::add);
        if (lengths.isEmpty()) {
          lengths.add(1).add(0);
        }
      }
    }
    if (mark.equals("point")) {
      drawn.put("size", POINT);
      ObjectNode shapes = series(encoding.putObject("shape"));
      ArrayNode range = ((ObjectNode) shapes.get("scale")).putArray("range");
      legend.forEach(entry -> range.add(entry.style().marker().vegaName()));
      tooltip(encoding);
    }
    if (several()) {
      ObjectNode opacity = encoding.putObject("opacity");
      opacity.putObject("condition").put("param", PICKED + suffix).put("value", 1);
      opacity.put("value", 0.12);
    } else {
      drawn.put("opacity", 1);
    }
    return layer;
  }

  /** Adds what shows the point of a line that is next to the pointer. */
  private void addPointer(ArrayNode layers) {
    String name = "near" + suffix;
    ObjectNode layer = layers.addObject();
    layer.putObject("data").put("name", "lines" + suffix);
    layer
        .putArray("params")
        .addObject()
        .put("name", name)
        .putObject("select")
        .put("type", "point")
        .put("on", "pointerover")
        .put("nearest", true)
        .put("clear", "pointerout");
    layer.putObject("mark").put("type", "point").put("filled", true).put("size", 90);
    ObjectNode encoding = layer.putObject("encoding");
    Channels.quantitative(encoding.putObject("x"), "x", plot.x(), xTicks);
    Channels.quantitative(encoding.putObject("y"), "y", plot.y(), yTicks);
    color(encoding);
    tooltip(encoding);
    ObjectNode opacity = encoding.putObject("opacity").put("value", 0);
    opacity.putObject("condition").put("param", name).put("empty", false).put("value", 1);
  }

  private void color(ObjectNode encoding) {
    ObjectNode colors = series(encoding.putObject("color"));
    ArrayNode range = ((ObjectNode) colors.get("scale")).putArray("range");
    legend.forEach(entry -> range.add(entry.style().ink().onLight()));
  }

  private ObjectNode series(ObjectNode channel) {
    channel.put("field", "series").put("type", "nominal").put("title", "");
    ArrayNode domain = channel.putObject("scale").putArray("domain");
    legend.forEach(entry -> domain.add(entry.name()));
    if (several()) {
      channel.putObject("legend").put("columns", LEGEND_COLUMNS).putNull("title");
    } else {
      channel.putNull("legend");
    }
    return channel;
  }

  private void tooltip(ObjectNode encoding) {
    ArrayNode tooltip = encoding.putArray("tooltip");
    Channels.tooltip(tooltip, "series", " ");
    Channels.tooltip(tooltip, "x", plot.x().label());
    Channels.tooltip(tooltip, "y", plot.y().label());
    Set<String> labelled = new LinkedHashSet<>();
    for (Series each : plot.series()) {
      if (each instanceof Line line && line.banded()) {
        Channels.tooltip(tooltip, "low", "from");
        Channels.tooltip(tooltip, "high", "to");
        break;
      }
    }
    for (Series each : plot.series()) {
      if (each instanceof Scatter scatter) {
        labelled.add(scatter.labelled());
      }
    }
    labelled.stream().findFirst().ifPresent(title -> Channels.tooltip(tooltip, "label", title));
  }
}
