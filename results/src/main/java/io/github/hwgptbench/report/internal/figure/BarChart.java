package io.github.hwgptbench.report.internal.figure;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lying bars from zero, one below the other, with their names beside them.
 *
 * @param title heading; may be empty
 * @param description what can be seen, for those who can't see it
 * @param value the axis; a logarithmic one has no zero, and bars begin where it does
 * @param bars from the top
 */
public record BarChart(String title, String description, Axis value, List<Bar> bars)
    implements Figure {

  /**
   * A bar.
   *
   * @param name what it is of; each once
   * @param style how it looks
   * @param value where it ends
   * @param low where its whisker begins; {@code value} if there is none
   * @param high where its whisker ends; {@code value} if there is none
   */
  public record Bar(String name, Style style, double value, double low, double high) {

    /** Returns a bar without a whisker. */
    public static Bar of(String name, Style style, double value) {
      return new Bar(name, style, value, value, value);
    }
  }

  /** Copies the bars. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  Ticks ticks() {
    DoubleStream zero =
        value.scale() == Axis.Scale.LINEAR ? DoubleStream.of(0) : DoubleStream.empty();
    return Ticks.of(
        value,
        DoubleStream.concat(
            zero,
            bars.stream()
                .flatMapToDouble(bar -> DoubleStream.of(bar.value(), bar.low(), bar.high()))));
  }
}
