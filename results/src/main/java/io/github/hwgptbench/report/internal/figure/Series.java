package io.github.hwgptbench.report.internal.figure;

import java.util.stream.DoubleStream;

/** Some data of a {@link Plot}. Several may have one name, and then share a line of the legend. */
public sealed interface Series permits Line, Steps, Scatter, Area {

  /** Returns its name in the legend. */
  String name();

  /** Returns how it looks. */
  Style style();

  /** Returns the same data with another name and style, and without bands. */
  Series with(String other, Style look);

  /** Returns all first coordinates. */
  DoubleStream xs();

  /** Returns all second coordinates, those of bands too. */
  DoubleStream ys();
}
