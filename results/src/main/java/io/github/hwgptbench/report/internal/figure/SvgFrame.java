package io.github.hwgptbench.report.internal.figure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rectangle between axes.
 *
 * @param xTicks of the axis below
 * @param yTicks of the axis at the left; null if there are rows with names
 * @param left its left side, in pixels
 * @param top its upper side, in pixels
 * @param width in pixels
 * @param height in pixels
 */
record SvgFrame(
    Ticks xTicks, @Nullable Ticks yTicks, double left, double top, double width, double height) {

  /** Returns where a number is on the axis below, in pixels. */
  double x(double value) {
    return left + width * xTicks.place(value);
  }

  /** Returns the ticks of the axis at the left, which there must be. */
  @Override
  public Ticks yTicks() {
    return Objects.requireNonNull(yTicks, "rows have names, not ticks");
  }

  /** Returns where a number is on the axis at the left, in pixels. */
  double y(double value) {
    return top + height * (1 - yTicks().place(value));
  }

  /** Returns whether a point has a place between the axes or beside them. */
  boolean shows(double x, double y) {
    return xTicks.scale().shows(x) && yTicks().scale().shows(y);
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }
}
