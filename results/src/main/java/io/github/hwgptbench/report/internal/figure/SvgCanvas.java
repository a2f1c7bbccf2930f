package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What figures are drawn of. Colours are attributes, which every viewer understands, and classes,
 * by which a style sheet replaces them on dark ground.
 */
final class SvgCanvas {

  /** On which side of its place a text is. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Size of texts in pixels. */
  static final double TEXT = 12;
  /** Size of the texts at ticks. */
  static final double SMALL = 11;

  private static final double LINE_WIDTH = 1.8;
  private static final double MARKER = 3.4;
  private static final double NEAREST_TICKS = 8;

  private final Markup markup = new Markup();
  private final Markup list = new Markup();
  private final SvgRenderer.Ground ground;
  private final double width;

  /** Makes an empty canvas of a width in pixels. */
  SvgCanvas(SvgRenderer.Ground ground, double width) {
    this.ground = ground;
    this.width = width;
  }

  double width() {
    return width;
  }

  /** Returns whether this becomes a part of a page, which has styles and a script for it. */
  boolean ofPage() {
    return ground == SvgRenderer.Ground.PAGE;
  }

  /** Returns all that was drawn as one document, or as a part of a page. */
  String document(Figure figure, double height) {
    Markup document = new Markup();
    Element root = new Element("svg")
        .with("width", width)
        .with("height", height)
        .with("viewBox", "0 0 " + Numerals.pixels(width) + " " + Numerals.pixels(height))
        .with("role", "img")
        .with("aria-label", figure.description())
        .with("font-size", TEXT)
        .with("class", "figure");
    if (ofPage()) {
      String ratio = Numerals.pixels(width) + " / " + Numerals.pixels(height);
      document.open(
          new Element("div").with("class", "lazy").with("style", "aspect-ratio: " + ratio));
      // Browsers with scripts take this for a text until the script wants it.
      document.open(new Element("noscript")).open(root).add(markup);
      return document.close().close().close().add(list).toString();
    }
    document.open(root.with("xmlns", "http://www.w3.org/2000/svg")
        .with(
            "font-family",
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"));
    document.text(new Element("desc"), figure.description());
    if (ground == SvgRenderer.Ground.WHITE) {
      document.empty(new Element("rect")
          .with("width", width)
          .with("height", height)
          .with("fill", Tone.GROUND.onLight()));
    } else {
      document.text(new Element("style"), darkStyles());
    }
    // The drawing itself is well-formed already.
    String text = document.toString();
    String script = figure instanceof SpacePlot
        ? "<script><![CDATA[\n" + SpaceView.script() + "]]></script>\n"
        : "";
    return text + markup + script + "</svg>\n";
  }

  /** Returns the style sheet of all colours on dark ground. */
  static String darkStyles() {
    return Shade.all()
        .map(shade -> Text.format(
            ".%s{stroke:%s}.%s{fill:%s}",
            shade.strokeClass(), shade.onDark(), shade.fillClass(), shade.onDark()))
        .collect(Collectors.joining("", "@media screen and (prefers-color-scheme: dark) {", "}"));
  }

  void text(String text, double x, double y, double size, Anchor anchor) {
    text(Tone.TEXT, text, x, y, size, anchor);
  }

  private void text(Tone tone, String text, double x, double y, double size, Anchor anchor) {
    markup.text(
        new Element("text")
            .at(x, y)
            .with("font-size", size)
            .with("text-anchor", anchor.word())
            .fill(tone),
        text);
  }

  /** Writes a text from below upwards. */
  void uprightText(String text, double x, double y, double size, Anchor anchor) {
    markup.text(
        new Element("text")
            .with("transform", translation(x, y) + " rotate(-90)")
            .with("font-size", size)
            .with("text-anchor", anchor.word())
            .fill(Tone.TEXT),
        text);
  }

  private static String translation(double x, double y) {
    return Text.format("translate(%s,%s)", Numerals.pixels(x), Numerals.pixels(y));
  }

  private void segment(double x1, double y1, double x2, double y2, double width, Tone tone) {
    markup.empty(
        new Element("line").ends(x1, y1, x2, y2).with("stroke-width", width).stroke(tone));
  }

  private static String down(double x, double from, double to) {
    return Text.format("M%s,%sV%s", Numerals.pixels(x), Numerals.pixels(from), Numerals.pixels(to));
  }

  private static String across(double from, double y, double to) {
    return Text.format("M%s,%sH%s", Numerals.pixels(from), Numerals.pixels(y), Numerals.pixels(to));
  }

  /** Draws all segments of a path as one element, of which pages with many panels are smaller. */
  private void segments(StringBuilder path, Tone tone) {
    markup.empty(new Element("path")
        .with("d", path)
        .with("fill", "none")
        .with("stroke-width", 1)
        .stroke(tone));
  }

  void xAxis(SvgFrame frame, String label) {
    Ticks ticks = frame.xTicks();
    StringBuilder axis = new StringBuilder(across(frame.left(), frame.bottom(), frame.right()));
    StringBuilder grid = new StringBuilder();
    for (double value : ticks.values()) {
      grid.append(down(frame.x(value), frame.top(), frame.bottom()));
      axis.append(down(frame.x(value), frame.bottom(), frame.bottom() + 4));
    }
    segments(grid, Tone.GRID);
    segments(axis, Tone.AXIS);
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ticks.values().size(); i++) {
      double x = frame.x(ticks.values().get(i));
      double half = TextWidth.of(ticks.labels().get(i), SMALL) / 2;
      if (x - half > free) {
        text(Tone.SUBDUED, ticks.labels().get(i), x, frame.bottom() + 17, SMALL, Anchor.MIDDLE);
        free = x + half + NEAREST_TICKS;
      }
    }
    text(
        TextWidth.fitted(label, TEXT, frame.width() + frame.left() / 2),
        frame.left() + frame.width() / 2,
        frame.bottom() + 35,
        TEXT,
        Anchor.MIDDLE);
  }

  void yAxis(SvgFrame frame, String label, double labelX) {
    Ticks ticks = frame.yTicks();
    StringBuilder axis = new StringBuilder(down(frame.left(), frame.top(), frame.bottom()));
    StringBuilder grid = new StringBuilder();
    for (double value : ticks.values()) {
      grid.append(across(frame.left(), frame.y(value), frame.right()));
      axis.append(across(frame.left() - 4, frame.y(value), frame.left()));
    }
    segments(grid, Tone.GRID);
    segments(axis, Tone.AXIS);
    double free = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ticks.values().size(); i++) {
      double y = frame.y(ticks.values().get(i));
      if (y < free) {
        text(Tone.SUBDUED, ticks.labels().get(i), frame.left() - 7, y + 4, SMALL, Anchor.END);
        free = y - SMALL - 3;
      }
    }
    uprightText(
        TextWidth.fitted(label, TEXT, frame.height() + 20),
        labelX,
        frame.top() + frame.height() / 2,
        TEXT,
        Anchor.MIDDLE);
  }

  /**
   * Cuts off what is drawn from now on where it is outside a frame, but not markers at its edge.
   */
  void clip(SvgFrame frame) {
    markup.open(clipped(frame));
  }

  /** The same, with the axes for scripts: in pixels and as numbers, whether logarithmic, label. */
  void clip(SvgFrame frame, Plot plot) {
    Element panel = clipped(frame);
    if (ofPage()) {
      panel.with("data-x", axis(frame.xTicks(), plot.x(), frame.left(), frame.right()));
      panel.with("data-y", axis(frame.yTicks(), plot.y(), frame.bottom(), frame.top()));
    }
    markup.open(panel);
  }

  private static String axis(Ticks ticks, Axis axis, double from, double to) {
    return Text.format(
        "%s %s %s %s %s %s",
        Numerals.pixels(from),
        Numerals.pixels(to),
        ticks.from(),
        ticks.to(),
        axis.scale() == Axis.Scale.LOG ? "log" : "linear",
        axis.label());
  }

  private static Element clipped(SvgFrame frame) {
    double edge = 5;
    double x = frame.left() - edge;
    double y = frame.top() - edge;
    double width = frame.width() + 2 * edge;
    double height = frame.height() + 2 * edge;
    String viewBox = DoubleStream.of(x, y, width, height)
        .mapToObj(Numerals::pixels)
        .collect(Collectors.joining(" "));
    return new Element("svg")
        .box(x, y, width, height)
        .with("viewBox", viewBox)
        .with("overflow", "hidden");
  }

  /** Ends what was opened last: a clip, or a group. */
  void end() {
    markup.close();
  }

  /** Opens a group of all that is drawn of one name, whose areas and markers have its colour. */
  void group(String name, Style style) {
    Element group = new Element("g").fill(style.ink());
    markup.open(ofPage() ? group.with("data-series", name) : group);
  }

  /** Says what the group that was opened last shows. */
  void say(String text) {
    markup.text(new Element("title"), text);
  }

  void band(SvgFrame frame, Line line) {
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    for (Line.Point point : line.points()) {
      if (frame.shows(point.x(), point.high()) && frame.shows(point.x(), point.low())) {
        String x = Numerals.pixels(frame.x(point.x()));
        upper.append(upper.isEmpty() ? "M" : "L");
        upper.append(x).append(',').append(Numerals.pixels(frame.y(point.high())));
        lower.insert(0, "L" + x + ',' + Numerals.pixels(frame.y(point.low())));
      }
    }
    if (!upper.isEmpty()) {
      String path = upper.append(lower).append('Z').toString();
      markup.empty(new Element("path").with("d", path).with("fill-opacity", "0.16"));
    }
  }

  void line(SvgFrame frame, Line line) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Line.Point point : line.points()) {
      boolean shown = frame.shows(point.x(), point.y());
      if (shown) {
        path.append(pen ? 'L' : 'M')
            .append(Numerals.pixels(frame.x(point.x())))
            .append(',')
            .append(Numerals.pixels(frame.y(point.y())));
      }
      pen = shown;
    }
    path(path, line.style());
  }

  void steps(SvgFrame frame, Steps steps) {
    StringBuilder path = new StringBuilder();
    for (Steps.Corner corner : steps.corners()) {
      if (frame.shows(corner.x(), corner.y())) {
        String x = Numerals.pixels(frame.x(corner.x()));
        String y = Numerals.pixels(frame.y(corner.y()));
        path.append(path.isEmpty() ? "M" + x + ',' + y : "H" + x + "V" + y);
      }
    }
    path(path, steps.style());
  }

  private void path(StringBuilder path, Style style) {
    if (!path.isEmpty()) {
      markup.empty(outlined(new Element("path").with("d", path), style));
    }
  }

  private static Element outlined(Element element, Style style) {
    element.with("fill", "none").with("stroke-width", LINE_WIDTH).with("stroke-linejoin", "round");
    if (!style.dash().lengths().isEmpty()) {
      String lengths =
          style.dash().lengths().stream().map(Numerals::pixels).collect(Collectors.joining(" "));
      element.with("stroke-dasharray", lengths);
    }
    return element.stroke(style.ink());
  }

  void markers(SvgFrame frame, Line line, int series, int all) {
    Line.Point[] points = line.points().stream()
        .filter(point -> frame.shows(point.x(), point.y()))
        .toArray(Line.Point[]::new);
    double[] places =
        Arrays.stream(points).mapToDouble(p -> frame.xTicks().place(p.x())).toArray();
    for (int i : MarkerPlaces.of(places, series, all)) {
      marker(line.style(), frame.x(points[i].x()), frame.y(points[i].y()), MARKER, "");
    }
  }

  void markers(SvgFrame frame, Steps steps, int series, int all) {
    Steps.Corner[] corners = steps.corners().stream()
        .filter(corner -> frame.shows(corner.x(), corner.y()))
        .toArray(Steps.Corner[]::new);
    double[] places = Arrays.stream(corners)
        .mapToDouble(corner -> frame.xTicks().place(corner.x()))
        .toArray();
    for (int i : MarkerPlaces.of(places, series, all)) {
      marker(steps.style(), frame.x(corners[i].x()), frame.y(corners[i].y()), MARKER, "");
    }
  }

  /** Draws a cube with points in it, in a box with this middle. */
  void space(SpacePlot plot, double x, double y, double width, double height) {
    new SpaceView(markup, plot, x, y).draw(width, height, MARKER);
  }

  /** Draws the lines of a bundle over axes that stand beside each other. */
  void bundle(List<SvgFrame> frames, ParallelCoordinates.Bundle bundle) {
    StringBuilder path = new StringBuilder();
    for (List<Double> line : bundle.lines()) {
      for (int i = 0; i < frames.size(); i++) {
        path.append(i == 0 ? 'M' : 'L')
            .append(Numerals.pixels(frames.get(i).left()))
            .append(',')
            .append(Numerals.pixels(frames.get(i).y(line.get(i))));
      }
    }
    if (!path.isEmpty()) {
      markup.empty(outlined(new Element("path").with("d", path), bundle.style())
          .with("stroke-opacity", "0.5"));
    }
  }

  /** Draws an upright axis with the texts of its ticks at its left. */
  void dimension(SvgFrame frame) {
    Ticks ticks = frame.yTicks();
    StringBuilder axis = new StringBuilder(down(frame.left(), frame.top(), frame.bottom()));
    for (int i = 0; i < ticks.values().size(); i++) {
      double y = frame.y(ticks.values().get(i));
      axis.append(across(frame.left() - 4, y, frame.left()));
      markup.text(
          new Element("text")
              .at(frame.left() - 6, y + 4)
              .with("font-size", SMALL - 1)
              .with("text-anchor", Anchor.END.word())
              .with("fill", Tone.TEXT.onLight())
              .with("stroke", Tone.GROUND.onLight())
              // Around the text, so that it can be read over lines.
              .with("stroke-width", 3)
              .with("paint-order", "stroke")
              .with("class", Tone.TEXT.fillClass() + " " + Tone.GROUND.strokeClass()),
          ticks.labels().get(i));
    }
    segments(axis, Tone.AXIS);
  }

  void area(SvgFrame frame, Area area) {
    StringBuilder path = new StringBuilder();
    for (Area.Box box : area.boxes()) {
      String left = Numerals.pixels(frame.x(box.x1()));
      path.append('M').append(left).append(',').append(Numerals.pixels(frame.y(box.y1())));
      path.append('H').append(Numerals.pixels(frame.x(box.x2())));
      path.append('V').append(Numerals.pixels(frame.y(box.y2())));
      path.append('H').append(left).append('Z');
    }
    markup.empty(new Element("path")
        .with("d", path)
        .with("fill-opacity", Numerals.data(area.opacity()))
        .with("shape-rendering", "crispEdges"));
  }

  void scatter(SvgFrame frame, Scatter scatter, double radius) {
    if (scatter.style().marker() == Marker.CIRCLE
        && scatter.points().stream().allMatch(point -> point.label().isEmpty())) {
      discs(frame, scatter, radius);
      return;
    }
    for (Scatter.Point point : scatter.points()) {
      if (frame.shows(point.x(), point.y())) {
        marker(scatter.style(), frame.x(point.x()), frame.y(point.y()), radius, point.label());
      }
    }
  }

  /** Draws points without labels as the round ends of lines without length, in one element. */
  private void discs(SvgFrame frame, Scatter scatter, double radius) {
    StringBuilder path = new StringBuilder();
    for (Scatter.Point point : scatter.points()) {
      if (frame.shows(point.x(), point.y())) {
        path.append('M')
            .append(Numerals.pixels(frame.x(point.x())))
            .append(',')
            .append(Numerals.pixels(frame.y(point.y())))
            .append("h0");
      }
    }
    if (!path.isEmpty()) {
      markup.empty(new Element("path")
          .with("d", path)
          .with("fill", "none")
          .with("stroke-width", 2 * radius)
          .with("stroke-linecap", "round")
          .stroke(scatter.style().ink()));
    }
  }

  private void marker(Style style, double x, double y, double radius, String label) {
    Element path = new Element("path")
        .with("transform", translation(x, y))
        .with("d", style.marker().path(radius));
    if (label.isEmpty()) {
      markup.empty(path);
    } else {
      markup.open(path).text(new Element("title"), label).close();
    }
  }

  /** Draws what stands before a name in the legend. */
  void key(LegendEntry entry, double x, double y, double width, double radius) {
    if (entry.line()) {
      markup.empty(outlined(new Element("line").ends(x, y, x + width, y), entry.style()));
    }
    group(entry.name(), entry.style());
    if (entry.opacity() < 1) {
      markup.empty(new Element("rect")
          .box(x, y - 6, width, 12)
          .with("fill-opacity", Numerals.data(entry.opacity())));
    } else {
      marker(entry.style(), x + width / 2, y, radius, "");
    }
    end();
  }

  /** Lists what series are called below the figure, where a page may break lines between them. */
  void list(List<LegendEntry> entries, double width, double height, double radius) {
    list.open(new Element("ul").with("class", "legend"));
    for (LegendEntry entry : entries) {
      SvgCanvas key = new SvgCanvas(SvgRenderer.Ground.WHITE, width);
      key.key(entry, 0, height / 2, width, radius);
      list.open(new Element("li").with("data-series", entry.name()));
      list.open(
          new Element("svg").with("width", width).with("height", height).with("aria-hidden", true));
      list.add(key.markup).close().text(new Element("span"), entry.name()).close();
    }
    list.close();
  }

  void whisker(double from, double to, double y, double height) {
    segment(from, y, to, y, 1.3, Tone.TEXT);
    segment(from, y - height / 2, from, y + height / 2, 1.3, Tone.TEXT);
    segment(to, y - height / 2, to, y + height / 2, 1.3, Tone.TEXT);
  }

  void box(SvgFrame frame, BoxChart.Box box, double y, double height) {
    Summary summary = box.summary();
    Ticks ticks = frame.xTicks();
    if (!ticks.scale().shows(summary.min()) || !ticks.scale().shows(summary.max())) {
      return;
    }
    group(box.name(), box.style());
    say(Text.format(
        "%s\nmedian %s\nquartiles %s, %s\nfrom %s to %s, of %s",
        box.name(),
        Numerals.data(summary.median()).toPlainString(),
        Numerals.data(summary.lowerQuartile()).toPlainString(),
        Numerals.data(summary.upperQuartile()).toPlainString(),
        Numerals.data(summary.min()).toPlainString(),
        Numerals.data(summary.max()).toPlainString(),
        summary.count()));
    whisker(frame.x(summary.min()), frame.x(summary.max()), y, height * 0.5);
    double left = frame.x(summary.lowerQuartile());
    double width = Math.max(1.5, frame.x(summary.upperQuartile()) - left);
    markup.empty(new Element("rect").box(left, y - height / 2, width, height).fill(Tone.GROUND));
    Ink ink = box.style().ink();
    markup.empty(new Element("rect")
        .box(left, y - height / 2, width, height)
        .with("fill", ink.onLight())
        .with("fill-opacity", "0.35")
        .with("stroke", ink.onLight())
        .with("stroke-width", 1.4)
        .with("class", ink.strokeClass() + " " + ink.fillClass()));
    double median = frame.x(summary.median());
    segment(median, y - height / 2, median, y + height / 2, 2.4, Tone.TEXT);
    end();
  }

  void cell(HeatMap map, int row, int column, double x, double y, double width, double height) {
    double value = map.values().get(row).get(column);
    String color = Double.isNaN(value) ? "none" : map.scale().shades().at(map.place(value));
    String text = Double.isNaN(value) ? "" : map.text(value);
    Element rect = new Element("rect").box(x, y, width, height).with("fill", color);
    if (ofPage()) {
      rect.with("data-value", text);
    }
    markup.empty(rect.stroke(Tone.GROUND));
    double size = Math.min(SMALL, SMALL * (width - 4) / Math.max(1, TextWidth.of(text, SMALL)));
    if (size >= 6) {
      Tone tone = map.scale().shades().light(map.place(value)) ? Tone.TEXT : Tone.GROUND;
      markup.text(
          new Element("text")
              .at(x + width / 2, y + height / 2 + size * 0.36)
              .with("font-size", size)
              .with("text-anchor", "middle")
              .with("fill", tone.onLight()),
          text);
    }
  }

  /** Opens a group of all cells, with the names of rows and columns for scripts. */
  void cells(HeatMap map) {
    Element cells = new Element("g");
    if (ofPage()) {
      cells.with("data-rows", String.join("\n", map.rows()));
      cells.with("data-columns", String.join("\n", map.columns()));
    }
    markup.open(cells);
  }

  /** Draws which number has which colour. */
  void shades(HeatMap map, double x, double y, double width) {
    int steps = 60;
    for (int i = 0; i < steps; i++) {
      markup.empty(new Element("rect")
          .box(x + i * width / steps, y, width / steps + 0.5, 10)
          .with("fill", map.scale().shades().at((i + 0.5) / steps)));
    }
    text(Tone.SUBDUED, map.text(map.scale().from()), x, y + 23, SMALL, Anchor.START);
    text(Tone.SUBDUED, map.text(map.scale().to()), x + width, y + 23, SMALL, Anchor.END);
    text(map.scale().measured(), x + width / 2, y + 23, SMALL, Anchor.MIDDLE);
  }

  void rankAxis(SvgFrame frame) {
    segment(frame.left(), frame.top(), frame.right(), frame.top(), 1.3, Tone.TEXT);
    for (int i = 0; i < frame.xTicks().values().size(); i++) {
      double x = frame.x(frame.xTicks().values().get(i));
      segment(x, frame.top() - 5, x, frame.top(), 1.3, Tone.TEXT);
      text(Tone.SUBDUED, frame.xTicks().labels().get(i), x, frame.top() - 9, SMALL, Anchor.MIDDLE);
    }
  }

  void criticalDifference(SvgFrame frame, double difference, double y) {
    double from = frame.left();
    double to = from + difference / (frame.xTicks().to() - frame.xTicks().from()) * frame.width();
    whisker(from, to, y, 8);
    text("CD = " + Numerals.tick(difference, 0.01), (from + to) / 2, y - 6, SMALL, Anchor.MIDDLE);
  }

  void rankBar(double from, double to, double y) {
    markup.empty(new Element("line")
        .ends(from, y, to, y)
        .with("stroke-width", 4.0)
        .with("stroke-linecap", "round")
        .stroke(Tone.TEXT));
  }

  void rankStem(
      Style style,
      String name,
      String rank,
      double x,
      double axis,
      double row,
      double side,
      boolean left) {
    group(name, style);
    say(name + "\naverage rank " + rank);
    String path = Text.format(
        "M%s,%sV%sH%s",
        Numerals.pixels(x), Numerals.pixels(axis), Numerals.pixels(row), Numerals.pixels(side));
    markup.empty(new Element("path")
        .with("d", path)
        .with("fill", "none")
        .with("stroke-width", 1.3)
        .stroke(style.ink()));
    marker(style, x, axis, MARKER, "");
    double inner = left ? side + 4 : side - 4;
    text(Tone.SUBDUED, rank, inner, row - 3, SMALL - 1, left ? Anchor.START : Anchor.END);
    text(name, left ? side - 5 : side + 5, row + 4, TEXT, left ? Anchor.END : Anchor.START);
    end();
  }
}
