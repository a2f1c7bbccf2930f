package io.github.hwgptbench.pareto;

/**
 * How much room there is around each point of a front (Deb et al. 2002): the sum, over the
 * objectives, of the distance between its two neighbours, as a share of the range of the front.
 */
public final class CrowdingDistance {

  private CrowdingDistance() {}

  /**
   * Returns the crowding distance of each point. It is infinite for the first and the last point in
   * every objective; among equal values points keep their order. An objective in which all points
   * are equal adds nothing. The range of an objective is that of its finite values; a point next to
   * an infinite value has an infinite distance, unless both its neighbours have the same.
   *
   * @param front points of one front, all of as many objectives
   * @throws IllegalArgumentException if points have no objectives or differ in their number, or a
   *     value is NaN
   */
  public static double[] of(double[][] front) {
    double[] distances = new double[front.length];
    for (double[] column : Columns.of(front)) {
      int[] order = Columns.order(column);
      int last = order.length - 1;
      double range = finiteRange(column, order);
      distances[order[0]] = Double.POSITIVE_INFINITY;
      distances[order[last]] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < last; i++) {
        double before = column[order[i - 1]];
        double after = column[order[i + 1]];
        if (before < after) {
          double gap = after - before;
          distances[order[i]] += Double.isInfinite(gap) ? gap : gap / range;
        }
      }
    }
    return distances;
  }

  private static double finiteRange(double[] column, int[] ascending) {
    int first = 0;
    int last = ascending.length - 1;
    while (first < last && column[ascending[first]] == Double.NEGATIVE_INFINITY) {
      first++;
    }
    while (first < last && column[ascending[last]] == Double.POSITIVE_INFINITY) {
      last--;
    }
    return column[ascending[last]] - column[ascending[first]];
  }
}
