package io.github.hwgptbench.report.internal.figure;

import java.util.List;
import java.util.stream.IntStream;

/** At which points of a line its marker stands: few, and not where those of other lines do. */
final class MarkerPlaces {

  private static final int A_LINE = 6;

  private MarkerPlaces() {}

  /**
   * Returns indices of points, rising.
   *
   * @param places of the points on the horizontal axis, from 0 to 1, in any order
   * @param series number of the series among all of its figure
   * @param all how many there are
   */
  static List<Integer> of(double[] places, int series, int all) {
    double offset = (series + 0.5) / all;
    return IntStream.range(0, A_LINE)
        .mapToDouble(i -> (i + offset) / A_LINE)
        .mapToInt(wanted -> nearest(places, wanted))
        .filter(index -> index >= 0)
        .distinct()
        .boxed()
        .toList();
  }

  /** Returns the point that is nearest to a place, or -1 if none is near. */
  private static int nearest(double[] places, double wanted) {
    int nearest = -1;
    double least = 1.0 / A_LINE;
    for (int i = 0; i < places.length; i++) {
      double distance = Math.abs(places[i] - wanted);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
