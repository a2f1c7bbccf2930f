package io.github.hwgptbench.report.internal.figure;

import java.util.Locale;

/** The shape of a point. */
public enum Marker {
  /** A disc. */
  CIRCLE,
  /** A square. */
  SQUARE,
  /** A triangle on its base. */
  TRIANGLE,
  /** A square on its tip. */
  DIAMOND,
  /** A triangle on its tip. */
  WEDGE,
  /** An upright cross. */
  CROSS,
  /** A triangle that points to the right. */
  ARROWHEAD;

  /** Returns its outline as an SVG path around the origin. */
  String path(double radius) {
    return switch (this) {
      case CIRCLE ->
        path(
            "M%s,0A%s,%s,0,1,1,-%s,0A%s,%s,0,1,1,%s,0Z",
            radius, radius, radius, radius, radius, radius, radius);
      case SQUARE -> polygon(radius * 0.9, -1, -1, 1, -1, 1, 1, -1, 1);
      case TRIANGLE -> polygon(radius * 1.15, 0, -1, 1, 0.75, -1, 0.75);
      case DIAMOND -> polygon(radius * 1.3, 0, -1, 1, 0, 0, 1, -1, 0);
      case WEDGE -> polygon(radius * 1.15, 0, 1, 1, -0.75, -1, -0.75);
      case CROSS ->
        polygon(
            radius * 1.15,
            -0.35,
            -1,
            0.35,
            -1,
            0.35,
            -0.35,
            1,
            -0.35,
            1,
            0.35,
            0.35,
            0.35,
            0.35,
            1,
            -0.35,
            1,
            -0.35,
            0.35,
            -1,
            0.35,
            -1,
            -0.35,
            -0.35,
            -0.35);
      case ARROWHEAD -> polygon(radius * 1.15, 1, 0, -0.75, 1, -0.75, -1);
    };
  }

  private static String path(String pattern, double... numbers) {
    Object[] texts = new Object[numbers.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Numerals.pixels(numbers[i]);
    }
    return String.format(Locale.ROOT, pattern, texts);
  }

  private static String polygon(double scale, double... corners) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L')
          .append(Numerals.pixels(scale * corners[i]))
          .append(',')
          .append(Numerals.pixels(scale * corners[i + 1]));
    }
    return path.append('Z').toString();
  }
}
