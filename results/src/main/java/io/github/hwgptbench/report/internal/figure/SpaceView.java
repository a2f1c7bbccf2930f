package io.github.hwgptbench.report.internal.figure;

import com.google.common.io.Resources;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a {@link SpacePlot} from one side, with what its script needs to draw it from others. */
final class SpaceView {

  /** From where the cube is seen, in degrees; the script begins with them. */
  private static final double AZIMUTH = 35;

  private static final double ELEVATION = 22;
  private static final double RADIUS = 112;
  /** How far from the middle of the cube the texts at its edges are, in halves of an edge. */
  private static final double TICK = 1.14;

  private static final double LABEL = 1.4;
  private static final double BUTTON = 24;

  private final Markup markup;
  private final SpacePlot plot;
  private final double x;
  private final double y;

  /**
   * Makes a view.
   *
   * @param markup what is drawn to
   * @param x of the middle of the cube, in pixels
   * @param y of it
   */
  SpaceView(Markup markup, SpacePlot plot, double x, double y) {
    this.markup = markup;
    this.plot = plot;
    this.x = x;
    this.y = y;
  }

  /** Returns the script that turns all cubes of a page or of a file. */
  static String script() {
    try {
      return Resources.toString(
          Resources.getResource(SpaceView.class, "turn.js"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void draw(double width, double height, double radius) {
    markup.open(new Element("g")
        .with("data-azimuth", AZIMUTH)
        .with("data-elevation", ELEVATION)
        .with("data-x", x)
        .with("data-y", y)
        .with("data-radius", RADIUS)
        .with("role", "group")
        .with("aria-label", "Cube; arrow keys turn it"));
    // What can be dragged.
    markup.empty(new Element("rect")
        .box(x - width / 2, y - height / 2, width, height)
        .with("fill", "none")
        .with("pointer-events", "all"));
    edges();
    for (SpacePlot.Cloud cloud : plot.clouds()) {
      markup.open(new Element("g").fill(cloud.style().ink()).with("data-series", cloud.name()));
      String shape = cloud.style().marker().path(radius);
      for (SpacePlot.Point point : cloud.points()) {
        double[] at = new double[3];
        Arrays.setAll(at, i -> 2 * plot.ticks(i).place(point.values().get(i)) - 1);
        Element mark = placed(new Element("path"), at).with("d", shape);
        markup.open(mark).text(new Element("title"), point.label()).close();
      }
      markup.close();
    }
    texts(0, new double[] {0, -1, -1});
    texts(1, new double[] {1, 0, -1});
    texts(2, new double[] {-1, -1, 0});
    List<String> arrows = List.of("←", "→", "↑", "↓");
    List<String> turns = List.of("-15 0", "15 0", "0 15", "0 -15");
    List<String> names = List.of("Turn left", "Turn right", "Turn up", "Turn down");
    for (int i = 0; i < arrows.size(); i++) {
      button(
          x + width / 2 - (arrows.size() - i) * (BUTTON + 4),
          y - height / 2,
          arrows.get(i),
          turns.get(i),
          names.get(i));
    }
    markup.close();
  }

  private void edges() {
    for (int axis = 0; axis < 3; axis++) {
      for (int corner = 0; corner < 4; corner++) {
        double[] from = new double[3];
        from[axis] = -1;
        from[(axis + 1) % 3] = corner % 2 == 0 ? -1 : 1;
        from[(axis + 2) % 3] = corner < 2 ? -1 : 1;
        double[] to = from.clone();
        to[axis] = 1;
        markup.empty(new Element("path")
            .with("data-ends", text(from) + " " + text(to))
            .with("d", "M" + pixels(from) + "L" + pixels(to))
            .with("fill", "none")
            .with("stroke-width", 1)
            .stroke(Tone.AXIS));
      }
    }
  }

  /** Writes both ends and the label beside an edge, whose middle is given. */
  private void texts(int axis, double[] middle) {
    Ticks ticks = plot.ticks(axis);
    double step = (ticks.to() - ticks.from()) / 100;
    for (int end = -1; end <= 1; end += 2) {
      double[] at = away(middle, TICK);
      at[axis] = end * 0.96;
      text(Tone.SUBDUED, Numerals.tick(end < 0 ? ticks.from() : ticks.to(), step), at);
    }
    text(Tone.TEXT, plot.axes().get(axis).label(), away(middle, LABEL));
  }

  private static double[] away(double[] middle, double factor) {
    return Arrays.stream(middle).map(value -> value * factor).toArray();
  }

  private void text(Tone tone, String text, double[] at) {
    markup.text(
        placed(new Element("text"), at)
            .with("font-size", SvgCanvas.SMALL)
            .with("text-anchor", "middle")
            .fill(tone),
        text);
  }

  private void button(double left, double top, String arrow, String turn, String name) {
    markup.open(new Element("g")
        .with("data-turn", turn)
        .with("role", "button")
        .with("tabindex", 0)
        .with("aria-label", name)
        .with("visibility", "hidden")
        .with("cursor", "pointer"));
    markup.empty(new Element("rect")
        .box(left, top, BUTTON, BUTTON)
        .with("rx", 4)
        .with("fill", Tone.GROUND.onLight())
        .with("stroke", Tone.AXIS.onLight())
        .with("class", Tone.GROUND.fillClass() + " " + Tone.AXIS.strokeClass()));
    markup.text(
        new Element("text")
            .at(left + BUTTON / 2, top + BUTTON / 2 + 4)
            .with("text-anchor", "middle")
            .fill(Tone.TEXT),
        arrow);
    markup.close();
  }

  private Element placed(Element element, double[] at) {
    return element.with("data-at", text(at)).with("transform", "translate(" + pixels(at) + ")");
  }

  private static String text(double[] at) {
    return Arrays.stream(at)
        .mapToObj(value -> Text.format("%.3f", value))
        .map(value -> value.replaceFirst("\\.?0+$", ""))
        .collect(Collectors.joining(" "));
  }

  /** Projects a point of the cube from -1 to 1 without perspective, as the script does. */
  private String pixels(double[] at) {
    double azimuth = Math.toRadians(AZIMUTH);
    double elevation = Math.toRadians(ELEVATION);
    double right = at[0] * Math.cos(azimuth) + at[1] * Math.sin(azimuth);
    double back = at[1] * Math.cos(azimuth) - at[0] * Math.sin(azimuth);
    double up = at[2] * Math.cos(elevation) + back * Math.sin(elevation);
    return Numerals.pixels(x + RADIUS * right) + "," + Numerals.pixels(y - RADIUS * up);
  }
}
