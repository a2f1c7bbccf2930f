package io.github.hwgptbench.figure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** At which points of a line its marker stands: few, and not where those of other lines do. */
final class MarkerPlaces {

  private static final int A_LINE = 6;

  private MarkerPlaces() {}

  /**
   * Returns indices of points, rising.
   *
   * @param places of the points on the horizontal axis, from 0 to 1, rising
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

  private static int nearest(double[] places, double wanted) {
    int at = Arrays.binarySearch(places, wanted);
    int index = at >= 0 ? at : -at - 2;
    return index < places.length && index >= 0 ? index : -1;
  }
}
