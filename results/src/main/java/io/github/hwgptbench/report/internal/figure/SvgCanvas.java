package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Summary;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  private static final double HEADING = 14;
  private static final double LINE_WIDTH = 1.8;
  private static final double MARKER = 3.4;
  private static final double NEAREST_TICKS = 8;

  private final Markup markup = new Markup();

  /** Returns all that was drawn as one document. */
  String document(Figure figure, double width, double height, SvgRenderer.Ground ground) {
    Markup document = new Markup();
    document.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 " + Numerals.pixels(width) + " " + Numerals.pixels(height),
        "role",
        "img",
        "font-family",
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif",
        "font-size",
        TEXT,
        "class",
        "figure");
    document.text("title", figure.title());
    document.text("desc", figure.description());
    if (ground == SvgRenderer.Ground.WHITE) {
      document.empty("rect", "width", width, "height", height, "fill", Tone.GROUND.onLight());
    } else {
      document.text("style", darkStyles());
    }
    // The drawing itself is well-formed already.
    String text = document.toString();
    return text + markup + "</svg>\n";
  }

  private static String darkStyles() {
    String inks = Arrays.stream(Ink.values())
        .map(ink -> rules(ink.name(), ink.onDark()))
        .collect(Collectors.joining());
    String tones = Arrays.stream(Tone.values())
        .map(tone -> rules(tone.name(), tone.onDark()))
        .collect(Collectors.joining());
    return "@media screen and (prefers-color-scheme: dark) {" + inks + tones + "}";
  }

  private static String rules(String name, String color) {
    return Text.format(
        ".%1$s-s{stroke:%2$s}.%1$s-f{fill:%2$s}", name.toLowerCase(Locale.ROOT), color);
  }

  private static Object[] stroke(Tone tone, Object... others) {
    return concat(others, "stroke", tone.onLight(), "class", className(tone, "-s"));
  }

  private static Object[] fill(Tone tone, Object... others) {
    return concat(others, "fill", tone.onLight(), "class", className(tone, "-f"));
  }

  private static Object[] stroke(Ink ink, Object... others) {
    return concat(others, "stroke", ink.onLight(), "class", className(ink, "-s"));
  }

  private static Object[] fill(Ink ink, Object... others) {
    return concat(others, "fill", ink.onLight(), "class", className(ink, "-f"));
  }

  private static String className(Enum<?> color, String suffix) {
    return color.name().toLowerCase(Locale.ROOT) + suffix;
  }

  private static Object[] concat(Object[] first, Object... second) {
    Object[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  void heading(String text, double x, double y) {
    markup.text(
        "text",
        TextWidth.fitted(text, HEADING * 1.05, 2 * x),
        fill(
            Tone.TEXT,
            "x",
            x,
            "y",
            y,
            "font-size",
            HEADING,
            "font-weight",
            "600",
            "text-anchor",
            "middle"));
  }

  void text(String text, double x, double y, double size, Anchor anchor) {
    text(Tone.TEXT, text, x, y, size, anchor);
  }

  private void text(Tone tone, String text, double x, double y, double size, Anchor anchor) {
    markup.text(
        "text", text, fill(tone, "x", x, "y", y, "font-size", size, "text-anchor", anchor.word()));
  }

  /** Writes a text from below upwards. */
  void uprightText(String text, double x, double y, double size, Anchor anchor) {
    markup.text(
        "text",
        text,
        fill(
            Tone.TEXT,
            "transform",
            Text.format("translate(%s,%s) rotate(-90)", Numerals.pixels(x), Numerals.pixels(y)),
            "font-size",
            size,
            "text-anchor",
            anchor.word()));
  }

  private void segment(double x1, double y1, double x2, double y2, double width, Tone tone) {
    markup.empty(
        "line", stroke(tone, "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke-width", width));
  }

  private static String down(double x, double from, double to) {
    return Text.format("M%s,%sV%s", Numerals.pixels(x), Numerals.pixels(from), Numerals.pixels(to));
  }

  private static String across(double from, double y, double to) {
    return Text.format("M%s,%sH%s", Numerals.pixels(from), Numerals.pixels(y), Numerals.pixels(to));
  }

  /** Draws all segments of a path as one element, of which pages with many panels are smaller. */
  private void segments(StringBuilder path, Tone tone) {
    markup.empty("path", stroke(tone, "d", path, "fill", "none", "stroke-width", 1));
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
    double edge = 5;
    double x = frame.left() - edge;
    double y = frame.top() - edge;
    double width = frame.width() + 2 * edge;
    double height = frame.height() + 2 * edge;
    markup.open(
        "svg",
        "x",
        x,
        "y",
        y,
        "width",
        width,
        "height",
        height,
        "viewBox",
        String.join(
            " ",
            Numerals.pixels(x),
            Numerals.pixels(y),
            Numerals.pixels(width),
            Numerals.pixels(height)),
        "overflow",
        "hidden");
  }

  void endClip() {
    markup.close();
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
      markup.empty("path", fill(line.style().ink(), "d", path, "fill-opacity", "0.16"));
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
      markup.empty("path", outline(style, "d", path));
    }
  }

  private static Object[] outline(Style style, Object... others) {
    Object[] attributes =
        concat(others, "fill", "none", "stroke-width", LINE_WIDTH, "stroke-linejoin", "round");
    if (!style.dash().lengths().isEmpty()) {
      String lengths =
          style.dash().lengths().stream().map(Numerals::pixels).collect(Collectors.joining(" "));
      attributes = concat(attributes, "stroke-dasharray", lengths);
    }
    return stroke(style.ink(), attributes);
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

  void scatter(SvgFrame frame, Scatter scatter, double radius) {
    for (Scatter.Point point : scatter.points()) {
      if (frame.shows(point.x(), point.y())) {
        marker(scatter.style(), frame.x(point.x()), frame.y(point.y()), radius, point.label());
      }
    }
  }

  private void marker(Style style, double x, double y, double radius, String label) {
    Object[] attributes = fill(
        style.ink(),
        "transform",
        Text.format("translate(%s,%s)", Numerals.pixels(x), Numerals.pixels(y)),
        "d",
        style.marker().path(radius));
    if (label.isEmpty()) {
      markup.empty("path", attributes);
    } else {
      markup.open("path", attributes).text("title", label).close();
    }
  }

  /** Draws what stands before a name in the legend. */
  void key(LegendEntry entry, double x, double y, double width, double radius) {
    if (entry.line()) {
      markup.empty("line", outline(entry.style(), "x1", x, "y1", y, "x2", x + width, "y2", y));
    }
    marker(entry.style(), x + width / 2, y, radius, "");
  }

  void bar(double from, double to, double y, double height, BarChart.Bar bar) {
    markup
        .open(
            "rect",
            fill(
                bar.style().ink(),
                "x",
                Math.min(from, to),
                "y",
                y - height / 2,
                "width",
                Math.abs(to - from),
                "height",
                height))
        .text("title", bar.name() + ": " + Numerals.data(bar.value()).toPlainString())
        .close();
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
    whisker(frame.x(summary.min()), frame.x(summary.max()), y, height * 0.5);
    double left = frame.x(summary.lowerQuartile());
    double width = Math.max(1.5, frame.x(summary.upperQuartile()) - left);
    markup.empty(
        "rect",
        fill(Tone.GROUND, "x", left, "y", y - height / 2, "width", width, "height", height));
    Object[] attributes = {
      "x",
      left,
      "y",
      y - height / 2,
      "width",
      width,
      "height",
      height,
      "fill",
      box.style().ink().onLight(),
      "fill-opacity",
      "0.35",
      "stroke",
      box.style().ink().onLight(),
      "stroke-width",
      1.4,
      "class",
      className(box.style().ink(), "-s") + " " + className(box.style().ink(), "-f")
    };
    markup.empty("rect", attributes);
    double median = frame.x(summary.median());
    segment(median, y - height / 2, median, y + height / 2, 2.4, Tone.TEXT);
  }

  void cell(HeatMap map, int row, int column, double x, double y, double width, double height) {
    double value = map.values().get(row).get(column);
    String color = Double.isNaN(value) ? "none" : map.scale().shades().at(map.place(value));
    markup.empty(
        "rect",
        stroke(Tone.GROUND, "x", x, "y", y, "width", width, "height", height, "fill", color));
    String text = Double.isNaN(value) ? "" : map.text(value);
    double size = Math.min(SMALL, SMALL * (width - 4) / Math.max(1, TextWidth.of(text, SMALL)));
    if (size >= 6) {
      markup.text(
          "text",
          text,
          "x",
          x + width / 2,
          "y",
          y + height / 2 + size * 0.36,
          "font-size",
          size,
          "text-anchor",
          "middle",
          "fill",
          (map.scale().shades().light(map.place(value)) ? Tone.TEXT : Tone.GROUND).onLight());
    }
  }

  /** Draws which number has which colour. */
  void shades(HeatMap map, double x, double y, double width) {
    int steps = 60;
    for (int i = 0; i < steps; i++) {
      markup.empty(
          "rect",
          "x",
          x + i * width / steps,
          "y",
          y,
          "width",
          width / steps + 0.5,
          "height",
          10.0,
          "fill",
          map.scale().shades().at((i + 0.5) / steps));
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
    markup.empty(
        "line",
        stroke(
            Tone.TEXT,
            "x1",
            from,
            "y1",
            y,
            "x2",
            to,
            "y2",
            y,
            "stroke-width",
            4.0,
            "stroke-linecap",
            "round"));
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
    String path = Text.format(
        "M%s,%sV%sH%s",
        Numerals.pixels(x), Numerals.pixels(axis), Numerals.pixels(row), Numerals.pixels(side));
    markup.empty("path", stroke(style.ink(), "d", path, "fill", "none", "stroke-width", 1.3));
    marker(style, x, axis, MARKER, "");
    double inner = left ? side + 4 : side - 4;
    text(Tone.SUBDUED, rank, inner, row - 3, SMALL - 1, left ? Anchor.START : Anchor.END);
    text(name, left ? side - 5 : side + 5, row + 4, TEXT, left ? Anchor.END : Anchor.START);
  }
}
