package io.github.hwgptbench.report.internal.figure;

import java.util.Arrays;
import java.util.List;

/** How a line is broken. */
public enum Dash {
  /** Not at all. */
  SOLID(),
  /** Dashes. */
  DASHED(7, 3),
  /** Dots. */
  DOTTED(2, 2.5),
  /** A dash, a dot. */
  DASH_DOT(8, 3, 2, 3),
  /** Long dashes. */
  LONG(13, 4);

  private final List<Double> lengths;

  Dash(double... lengths) {
    this.lengths = Arrays.stream(lengths).boxed().toList();
  }

  /** Returns the lengths in pixels of what is drawn and what is left out; empty if solid. */
  public List<Double> lengths() {
    return lengths;
  }
}
