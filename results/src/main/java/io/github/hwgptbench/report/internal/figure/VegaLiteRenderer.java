package io.github.hwgptbench.report.internal.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Summary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes figures as specifications of Vega-Lite 5, with their data in them: a pointer on a point
 * shows its architecture and values, a click on a name in the legend brings its series to the
 * front, and axes of plots can be dragged, and zoomed by the wheel with the control key held.
 *
 * <p>Colours are those for light ground; {@link #darkColors} says what replaces each on dark
 * ground. The text is safe inside an element {@code script} of HTML.
 */
public final class VegaLiteRenderer {

  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
  private static final int HEIGHT = 320;
  private static final int PANEL_WIDTH = 230;
  private static final int PANEL_HEIGHT = 210;
  private static final int ROW = 26;
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    JSON.getFactory().setCharacterEscapes(new ScriptEscapes());
  }

  /** Keeps a text from ending the script that it is in, whatever names it has in it. */
  private static final class ScriptEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&'}) {
        codes[c] = ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      // Line ends to JavaScript, though not to JSON.
      return c == 0x2028 || c == 0x2029 ? new SerializedString(Text.format("\\u%04X", c)) : null;
    }
  }

  /** Returns what replaces each colour of a specification on dark ground. */
  public static Map<String, String> darkColors() {
    Map<String, String> colors = new LinkedHashMap<>();
    Shade.all().forEach(shade -> colors.put(shade.onLight(), shade.onDark()));
    return colors;
  }

  /** Returns a figure as the text of a JSON file. */
  public String render(Figure figure) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", SCHEMA);
    if (!figure.description().isEmpty()) {
      root.put("description", figure.description());
    }
    if (!figure.title().isEmpty()) {
      root.put("title", figure.title());
    }
    root.set("config", config());
    if (figure instanceof Plot plot) {
      size(root, HEIGHT);
      new PlotView(plot, LegendEntry.of(plot.series()), "").write(root, root.putObject("datasets"));
    } else if (figure instanceof SmallMultiples panels) {
      panels(root, panels);
    } else if (figure instanceof BoxChart boxes) {
      size(root, ROW * Math.max(1, boxes.boxes().size()));
      boxes(root, boxes);
    } else if (figure instanceof HeatMap map) {
      size(root, (ROW - 2) * Math.max(1, map.rows().size()));
      heatMap(root, map);
    } else if (figure instanceof RankDiagram ranks) {
      size(root, ROW * ranks.entrants().size());
      ranks(root, ranks);
    }
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new AssertionError("A tree of JSON can be written", e);
    }
  }

  private static ObjectNode config() {
    ObjectNode config = JSON.createObjectNode();
    config.put("background", "transparent");
    config.put("font", "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif");
    config.putObject("view").putNull("stroke");
    config
        .putObject("axis")
        .put("labelColor", Tone.SUBDUED.onLight())
        .put("titleColor", Tone.TEXT.onLight())
        .put("gridColor", Tone.GRID.onLight())
        .put("domainColor", Tone.AXIS.onLight())
        .put("tickColor", Tone.AXIS.onLight())
        .put("titleFontWeight", "normal")
        .put("titleFontSize", 12)
        .put("tickCount", 6)
        .put("labelFlush", false)
        .put("labelOverlap", "greedy")
        .put("labelFontSize", 11)
        .put("labelLimit", 200);
    config
        .putObject("legend")
        .put("labelColor", Tone.TEXT.onLight())
        .put("labelFontSize", 12)
        .put("labelLimit", 260)
        .put("symbolSize", 70)
        .put("symbolStrokeWidth", 0)
        .put("symbolOpacity", 1)
        .put("orient", "bottom")
        .putNull("title")
        .putArray("symbolDash")
        .add(1)
        .add(0);
    config
        .putObject("title")
        .put("color", Tone.TEXT.onLight())
        .put("fontSize", 14)
        .put("fontWeight", 600)
        .put("anchor", "middle");
    return config;
  }

  /** Makes a view as wide as its place and so high. */
  private static void size(ObjectNode root, int height) {
    root.put("width", "container").put("height", height);
  }

  private static void panels(ObjectNode root, SmallMultiples figure) {
    root.put("columns", figure.columns());
    ArrayNode concat = root.putArray("concat");
    ObjectNode datasets = root.putObject("datasets");
    List<LegendEntry> legend = LegendEntry.of(figure.series());
    for (int i = 0; i < figure.panels().size(); i++) {
      Plot panel = figure.panels().get(i);
      ObjectNode view = concat.addObject();
      view.put("title", panel.title()).put("width", PANEL_WIDTH).put("height", PANEL_HEIGHT);
      new PlotView(panel, legend, Integer.toString(i)).write(view, datasets);
    }
  }

  private static void boxes(ObjectNode root, BoxChart chart) {
    List<String> names = chart.boxes().stream().map(BoxChart.Box::name).toList();
    ArrayNode values = root.putObject("data").putArray("values");
    for (BoxChart.Box box : chart.boxes()) {
      Summary summary = box.summary();
      ObjectNode row = values.addObject().put("name", box.name());
      Channels.number(row, "min", summary.min());
      Channels.number(row, "q1", summary.lowerQuartile());
      Channels.number(row, "median", summary.median());
      Channels.number(row, "q3", summary.upperQuartile());
      Channels.number(row, "max", summary.max());
      row.put("runs", summary.count()).put("color", box.style().ink().onLight());
    }
    ArrayNode layers = root.putArray("layer");
    ObjectNode whiskers = layer(layers, "rule", chart.value(), chart.ticks(), "min");
    ((ObjectNode) whiskers.get("encoding")).putObject("x2").put("field", "max");
    ((ObjectNode) whiskers.get("mark")).put("color", Tone.TEXT.onLight());
    ObjectNode boxes = layer(layers, "bar", chart.value(), chart.ticks(), "q1");
    ((ObjectNode) boxes.get("mark")).put("size", 15).put("opacity", 0.75);
    ((ObjectNode) boxes.get("encoding")).putObject("x2").put("field", "q3");
    plainColor(boxes);
    ArrayNode tooltip = tooltip(boxes, "name", "", "median", "median");
    Channels.tooltip(tooltip, "q1", "lower quartile");
    Channels.tooltip(tooltip, "q3", "upper quartile");
    Channels.tooltip(tooltip, "min", "least");
    Channels.tooltip(tooltip, "max", "most");
    Channels.tooltip(tooltip, "runs", "values");
    ObjectNode medians = layer(layers, "tick", chart.value(), chart.ticks(), "median");
    ((ObjectNode) medians.get("mark"))
        .put("color", Tone.TEXT.onLight())
        .put("thickness", 2.5)
        .put("size", 16);
    layers.forEach(layer -> rows((ObjectNode) layer, names));
  }

  private static void heatMap(ObjectNode root, HeatMap map) {
    ArrayNode values = root.putObject("data").putArray("values");
    for (int row = 0; row < map.rows().size(); row++) {
      for (int column = 0; column < map.columns().size(); column++) {
        double value = map.values().get(row).get(column);
        if (!Double.isNaN(value)) {
          ObjectNode cell = values.addObject();
          cell.put("row", map.rows().get(row)).put("column", map.columns().get(column));
          Channels.number(cell, "value", value);
          cell.put("text", map.text(value));
          cell.put("light", map.scale().shades().light(map.place(value)));
        }
      }
    }
    ArrayNode layers = root.putArray("layer");
    ObjectNode cells = layers.addObject();
    cells.putObject("mark").put("type", "rect");
    ObjectNode encoding = cells.putObject("encoding");
    Channels.nominal(encoding.putObject("x"), "column", map.columns())
        .putObject("axis")
        .putNull("title")
        .put("orient", "top")
        .put("labelAngle", map.columns().size() > 5 ? -90 : 0)
        .put("grid", false);
    Channels.nominal(encoding.putObject("y"), "row", map.rows())
        .putObject("axis")
        .putNull("title")
        .put("grid", false);
    ObjectNode color =
        encoding.putObject("color").put("field", "value").put("type", "quantitative");
    color.put("title", map.scale().measured());
    ObjectNode scale = color.putObject("scale").put("clamp", true);
    ArrayNode domain = scale.putArray("domain");
    ArrayNode range = scale.putArray("range");
    List<String> stops = map.scale().shades().stops();
    for (int i = 0; i < stops.size(); i++) {
      domain.add(
          map.scale().from() + (map.scale().to() - map.scale().from()) * i / (stops.size() - 1));
      range.add(stops.get(i));
    }
    color
        .putObject("legend")
        .put("title", map.scale().measured())
        .put("titleColor", Tone.TEXT.onLight())
        .put("gradientLength", 200);
    ArrayNode tooltip = tooltip(cells, "row", "row", "column", "column");
    Channels.tooltip(tooltip, "value", map.scale().measured());
    if (map.columns().size() <= 16) {
      // A page that is narrower has to leave room for the numbers.
      root.putObject("usermeta").put("columns", map.columns().size());
      ObjectNode texts = layers.addObject();
      texts.putObject("mark").put("type", "text").put("fontSize", 10);
      ObjectNode place = texts.putObject("encoding");
      Channels.nominal(place.putObject("x"), "column", map.columns());
      Channels.nominal(place.putObject("y"), "row", map.rows());
      place.putObject("text").put("field", "text").put("type", "nominal");
      ObjectNode ink = place.putObject("color").put("value", "black");
      ink.putObject("condition").put("test", "!datum.light").put("value", "white");
    }
  }

  private static void ranks(ObjectNode root, RankDiagram diagram) {
    List<RankDiagram.Entrant> ranked = diagram.ranked();
    List<String> names = ranked.stream().map(VegaLiteRenderer::withRank).toList();
    ArrayNode layers = root.putArray("layer");
    ObjectNode bars = layers.addObject();
    ArrayNode joined = bars.putObject("data").putArray("values");
    int count = ranked.size();
    for (int bar = 0; bar < diagram.bars().size(); bar++) {
      List<RankDiagram.Entrant> members = diagram.bars().get(bar).stream()
          .map(diagram.entrants()::get)
          .sorted(Comparator.comparingDouble(RankDiagram.Entrant::rank))
          .toList();
      ObjectNode row = joined.addObject();
      Channels.number(row, "rank", count + 0.3 + 0.06 * count * bar);
      row.put("from", withRank(members.get(0)));
      row.put("to", withRank(members.get(members.size() - 1)));
      row.put(
          "members",
          String.join(", ", members.stream().map(RankDiagram.Entrant::name).toList()));
    }
    double end = count + 0.3 + 0.06 * count * Math.max(1, diagram.bars().size());
    Axis axis = Axis.linear("average rank").from(1).to(end);
    Ticks ticks = Ticks.of(axis, DoubleStream.empty());
    bars.putObject("mark")
        .put("type", "rule")
        .put("strokeWidth", 5)
        .put("strokeCap", "round")
        .put("color", Tone.TEXT.onLight());
    ObjectNode span = bars.putObject("encoding");
    Channels.quantitative(span.putObject("x"), "rank", axis, ticks);
    ArrayNode places = ((ObjectNode) span.get("x")).putObject("axis").putArray("values");
    IntStream.rangeClosed(1, count).forEach(places::add);
    Channels.nominal(span.putObject("y"), "from", names);
    span.putObject("y2").put("field", "to");
    span.putArray("tooltip").addObject().put("field", "members").put("title", "do not differ");

    ArrayNode values = JSON.createArrayNode();
    for (RankDiagram.Entrant entrant : ranked) {
      ObjectNode row = values.addObject().put("name", withRank(entrant));
      Channels.number(row, "rank", entrant.rank());
      row.put("color", entrant.style().ink().onLight());
      row.put("shape", entrant.style().marker().vegaName());
    }
    ObjectNode stems = layer(layers, "rule", axis, ticks, "rank");
    ((ObjectNode) stems.get("encoding")).putObject("x2").put("datum", 1);
    ObjectNode points = layer(layers, "point", axis, ticks, "rank");
    ((ObjectNode) points.get("mark")).put("filled", true).put("size", 90).put("opacity", 1);
    ((ObjectNode) points.get("encoding"))
        .putObject("shape")
        .put("field", "shape")
        .put("type", "nominal")
        .putNull("scale");
    tooltip(points, "name", "", "rank", "average rank");
    for (ObjectNode layer : List.of(stems, points)) {
      layer.putObject("data").set("values", values.deepCopy());
      rows(layer, names);
      plainColor(layer);
    }
  }

  private static String withRank(RankDiagram.Entrant entrant) {
    return entrant.name() + "  " + Numerals.tick(entrant.rank(), 0.01);
  }

  private static ObjectNode layer(
      ArrayNode layers, String mark, Axis axis, Ticks ticks, String field) {
    ObjectNode layer = layers.addObject();
    layer.putObject("mark").put("type", mark);
    Channels.quantitative(layer.putObject("encoding").putObject("x"), field, axis, ticks);
    return layer;
  }

  private static void rows(ObjectNode layer, List<String> names) {
    Channels.nominal(((ObjectNode) layer.get("encoding")).putObject("y"), "name", names)
        .putObject("axis")
        .putNull("title")
        .put("grid", false);
  }

  private static void plainColor(ObjectNode layer) {
    ((ObjectNode) layer.get("encoding"))
        .putObject("color")
        .put("field", "color")
        .put("type", "nominal")
        .putNull("scale");
  }

  private static ArrayNode tooltip(
      ObjectNode layer, String first, String firstTitle, String second, String secondTitle) {
    ArrayNode tooltip = ((ObjectNode) layer.get("encoding")).putArray("tooltip");
    Channels.tooltip(tooltip, first, firstTitle);
    Channels.tooltip(tooltip, second, secondTitle);
    return tooltip;
  }
}
