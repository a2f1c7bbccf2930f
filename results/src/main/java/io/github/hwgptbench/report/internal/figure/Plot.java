package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Series on two axes: curves, fronts, staircases, points.
 *
 * @param title heading where it is one of several panels; may be empty
 * @param description what can be seen, for those who can't see it
 * @param x horizontal axis
 * @param y vertical axis
 * @param series later ones above earlier ones, and in this order in the legend
 */
public record Plot(String title, String description, Axis x, Axis y, List<Series> series)
    implements Figure {

  /** The style of the diagonal on which quantiles are equal. */
  public static final Style EQUAL = new Style(Ink.NEUTRAL, Dash.DASHED, Marker.CROSS);

  private static final int CROWD = 500;

  /** Copies the series. */
  public Plot {
    series = List.copyOf(series);
  }

  /**
   * Returns quantiles of one sample beside those of another or of a distribution, with the diagonal
   * on which they are equal.
   *
   * @param quantiles the points
   */
  public static Plot ofQuantiles(
      String title, String description, Axis x, Axis y, List<Scatter> quantiles) {
    double low = quantiles.stream()
        .flatMapToDouble(series -> DoubleStream.concat(series.xs(), series.ys()))
        .min()
        .orElse(0);
    double high = quantiles.stream()
        .flatMapToDouble(series -> DoubleStream.concat(series.xs(), series.ys()))
        .max()
        .orElse(1);
    double[] ends = {low, high};
    List<Series> series = new ArrayList<>(quantiles);
    series.add(0, Line.of("equal", EQUAL, ends, ends));
    return new Plot(title, description, x, y, series);
  }

  /** Returns whether there are so many points by themselves that small markers show more. */
  boolean crowded() {
    return series.stream()
            .filter(Scatter.class::isInstance)
            .mapToInt(scatter -> ((Scatter) scatter).points().size())
            .sum()
        > CROWD;
  }

  Ticks xTicks() {
    return Ticks.of(x, series.stream().flatMapToDouble(Series::xs));
  }

  Ticks yTicks() {
    return Ticks.of(y, series.stream().flatMapToDouble(Series::ys));
  }
}
