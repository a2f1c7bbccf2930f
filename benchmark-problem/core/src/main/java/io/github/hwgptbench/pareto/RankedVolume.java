package io.github.hwgptbench.pareto;

import java.util.Arrays;

/**
 * The hypervolume of four objectives or more, with the values of points replaced by their ranks. In
 * five objectives or more, points are taken in the order of the last one, and what each adds to
 * those before it is its box without what they dominate of it, a volume of one objective less (WFG,
 * While, Bradstreet and Barone 2012).
 */
final class RankedVolume {

  private static final int BASE = 4;

  /** By objective, the value of each rank, the last one that of the reference point. */
  private final double[][] values;

  /** By objective, the ranks of points, the last objective rising. */
  private final int[][] ranks;

  /** Where points stand in that order. */
  private final int[] places;

  /** The ranks of the reference point. */
  private final int[] reference;

  private final SpaceSweep base;
  /** By number of objectives; the first have none. */
  private final RankFront[] fronts;

  /**
   * Ranks points.
   *
   * @param columns by objective, the values of one point or more, all better than the reference
   *     point in all objectives
   * @param reference the reference point, of four objectives or more
   */
  RankedVolume(double[][] columns, double[] reference) {
    int objectives = reference.length;
    int n = columns[0].length;
    double[][] fromTheLast = new double[objectives][];
    for (int j = 0; j < objectives; j++) {
      fromTheLast[j] = columns[objectives - 1 - j];
    }
    places = new int[n];
    int[] order = Columns.order(fromTheLast);
    for (int place = 0; place < n; place++) {
      places[order[place]] = place;
    }
    values = new double[objectives][n + 1];
    ranks = new int[objectives][n];
    this.reference = new int[objectives];
    for (int j = 0; j < objectives; j++) {
      this.reference[j] = rank(columns[j], values[j], ranks[j]);
      values[j][this.reference[j]] = reference[j];
    }
    base = new SpaceSweep(values, n);
    fronts = new RankFront[objectives + 1];
    for (int level = BASE; level <= objectives; level++) {
      fronts[level] = new RankFront(level, n);
    }
  }

  /** Finds the rank of each value and the value of each rank, and returns the number of ranks. */
  private int rank(double[] column, double[] values, int[] ranks) {
    int distinct = 0;
    for (int i : Columns.order(column)) {
      if (distinct == 0 || column[i] > values[distinct - 1]) {
        values[distinct] = column[i];
        distinct++;
      }
      ranks[places[i]] = distinct - 1;
    }
    return distinct;
  }

  /** Returns the volume of all points. */
  double volume() {
    return volume(reference.length, ranks, places.length, reference);
  }

  /** Returns what the last of the points adds to the others. */
  double addedByLast() {
    int last = places[places.length - 1];
    RankFront others = fronts[reference.length];
    for (int i = 0; i < places.length; i++) {
      if (i != last) {
        others.append(ranks, i);
      }
    }
    return others.covers(ranks, last) ? 0 : added(others, reference.length, ranks, last, reference);
  }

  /** Returns what each point adds to the others. */
  double[] contributions() {
    int n = places.length;
    int objectives = reference.length;
    double[] rising = new double[n];
    RankFront others = fronts[objectives];
    for (int i = 1; i < n; i++) {
      others.append(ranks, i);
    }
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        others.set(i - 1, ranks, i - 1);
      }
      if (!others.covers(ranks, i)) {
        rising[i] = added(others, objectives, ranks, i, reference);
      }
    }
    return Arrays.stream(places).mapToDouble(place -> rising[place]).toArray();
  }

  /**
   * Returns the volume of points in the first objectives only.
   *
   * @param points by objective, the ranks of each point, the last objective rising
   * @param count how many points there are
   * @param corner the ranks of the reference point
   */
  private double volume(int objectives, int[][] points, int count, int[] corner) {
    if (count == 1) {
      return box(objectives, points, 0, corner);
    }
    if (objectives == BASE) {
      return base.volume(points, count, corner);
    }
    int last = objectives - 1;
    double end = values[last][corner[last]];
    RankFront front = fronts[last];
    front.clear();
    double volume = 0;
    for (int i = 0; i < count; i++) {
      if (!front.covers(points, i)) {
        double length = end - values[last][points[last][i]];
        volume += length * added(front, last, points, i, corner);
        front.insert(points, i);
      }
    }
    return volume;
  }

  /** Returns what a point adds to a front that was compared with it. */
  private double added(
      RankFront front, int objectives, int[][] points, int point, int[] reference) {
    int[] corner = front.corner(reference);
    double box = box(objectives, points, point, corner);
    int shared = front.share(points, point);
    // Rounding must not make a volume of less than nothing.
    return shared == 0
        ? box
        : Math.max(0, box - volume(objectives, front.shared(), shared, corner));
  }

  private double box(int objectives, int[][] points, int point, int[] corner) {
    double box = 1;
    for (int j = 0; j < objectives; j++) {
      box *= values[j][corner[j]] - values[j][points[j][point]];
    }
    return box;
  }
}
