package io.github.hwgptbench.report.internal.figure;

/**
 * How a series looks.
 *
 * @param ink colour of its lines and points
 * @param dash how its lines are broken
 * @param marker shape of its points
 */
public record Style(Ink ink, Dash dash, Marker marker) {

  /** What series are compared with, such as the best-known Pareto front: in the colour of text. */
  public static final Style REFERENCE = new Style(Ink.NEUTRAL, Dash.DOTTED, Marker.CROSS);

  /** A figure's only series. */
  public static final Style FIRST = new Style(Ink.BLUE, Dash.SOLID, Marker.CIRCLE);
}
