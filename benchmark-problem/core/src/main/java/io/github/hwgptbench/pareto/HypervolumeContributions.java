package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.List;

/**
 * What each point alone adds to the {@link Hypervolume} of a set: how much is lost if it is taken
 * away. Exact up to rounding, minimising.
 *
 * <p>Points need not be mutually non-dominated. One that another dominates or equals adds nothing,
 * nor do those that it equals: with either of them the volume is the same. A point that is
 * dominated still takes from the contribution of the point that dominates it, if that is the only
 * one. One that is not strictly better than the reference point in every objective has no part in
 * all this.
 *
 * <p>Two objectives: a sweep that keeps the two lowest values of the second objective, O(n log n).
 * Three: a sweep over the third that keeps the area which exactly one point dominates, O(n log n)
 * (after Emmerich and Fonseca 2011). More: for each point, its box without what the others dominate
 * of it (While, Bradstreet and Barone 2012), where the box ends at points that are worse in one
 * objective alone.
 */
public final class HypervolumeContributions {

  private HypervolumeContributions() {}

  /**
   * Returns the contribution of each point, 0 or positive.
   *
   * @param points any number of points, even none
   * @param reference the reference point, of two objectives or more, all finite
   * @throws IllegalArgumentException if the reference point has fewer objectives or a value that is
   *     not finite, or a point has another number of objectives, a NaN or a negative infinity
   */
  public static double[] of(double[][] points, double[] reference) {
    Hypervolume.checkReference(reference);
    if (reference.length < 2) {
      throw new IllegalArgumentException("Contributions to 1 objective; allowed: 2 or more");
    }
    List<Integer> inside = new ArrayList<>(points.length);
    for (int i = 0; i < points.length; i++) {
      Columns.check(points[i], i, reference.length);
      if (Hypervolume.checkedInside(points[i], i, reference)) {
        inside.add(i);
      }
    }
    double[][] kept = inside.stream().map(i -> points[i]).toArray(double[][]::new);
    double[] contributions = new double[points.length];
    if (kept.length > 0) {
      double[] volumes = switch (reference.length) {
        case 2 -> areas(Columns.of(kept), reference);
        case 3 -> new Sweep(Columns.of(kept), reference).volumes();
        default -> new RankedVolume(Columns.of(kept), reference).contributions();
      };
      for (int i = 0; i < volumes.length; i++) {
        contributions[inside.get(i)] = volumes[i];
      }
    }
    return contributions;
  }

  private static double[] areas(double[][] columns, double[] reference) {
    double[] x = columns[0];
    double[] y = columns[1];
    double[] areas = new double[x.length];
    int owner = -1;
    double lowest = reference[1];
    double second = reference[1];
    int[] order = Columns.order(x, y);
    for (int i = 0; i < order.length; i++) {
      int point = order[i];
      if (y[point] < lowest) {
        second = lowest;
        lowest = y[point];
        owner = point;
      } else {
        second = Math.min(second, y[point]);
      }
      double end = i + 1 < order.length ? x[order[i + 1]] : reference[0];
      areas[owner] += (end - x[point]) * (second - lowest);
    }
    return areas;
  }

  /**
   * The area of x and y that exactly one point dominates, while z rises: strips side by side, each
   * from the x of a point to the next strip, between the lowest y of the points to its left and the
   * second lowest. A point changes the strips from it to where its y is no longer among the two;
   * those that become alike are joined, so that each change makes few strips to change later.
   */
  private static final class Sweep {

    private final double[] reference;
    private final double[] volumes;
    private final int[] rank;

    /** All of these by the rank in x of the point where a strip begins. */
    private final RankSet strips;

    private final double[] x;
    private final double[] lowest;
    private final double[] second;
    private final double[] since;
    private final int[] owner;

    Sweep(double[][] columns, double[] reference) {
      int n = columns[0].length;
      this.reference = reference;
      volumes = new double[n];
      int[] byX = Columns.order(columns[0], columns[1]);
      rank = new int[n];
      x = new double[n];
      for (int r = 0; r < n; r++) {
        rank[byX[r]] = r;
        x[r] = columns[0][byX[r]];
      }
      strips = new RankSet(n);
      lowest = new double[n];
      second = new double[n];
      since = new double[n];
      owner = new int[n];
      for (int point : Columns.order(columns[2], columns[0], columns[1])) {
        add(point, columns[1][point], columns[2][point]);
      }
      for (int strip = strips.above(-1); strip >= 0; strip = strips.above(strip)) {
        close(strip, reference[2]);
      }
    }

    double[] volumes() {
      return volumes;
    }

    private void add(int point, double y, double height) {
      begin(rank[point], height);
      int last = -1;
      for (int strip = rank[point]; strip >= 0 && second[strip] > y; strip = strips.above(strip)) {
        close(strip, height);
        if (lowest[strip] > y) {
          second[strip] = lowest[strip];
          lowest[strip] = y;
          owner[strip] = point;
        } else {
          second[strip] = y;
        }
        if (last >= 0 && alike(last, strip)) {
          strips.remove(strip);
        } else {
          last = strip;
        }
      }
    }

    /** Begins a strip where a point is, like the one that it cuts in two. */
    private void begin(int strip, double height) {
      int left = strips.below(strip);
      if (left >= 0) {
        close(left, height);
      }
      lowest[strip] = left < 0 ? reference[1] : lowest[left];
      second[strip] = left < 0 ? reference[1] : second[left];
      owner[strip] = left < 0 ? -1 : owner[left];
      since[strip] = height;
      strips.add(strip);
    }

    private boolean alike(int one, int other) {
      return owner[one] == owner[other] && second[one] == second[other];
    }

    /** Gives a strip's owner what has risen over it until now. */
    private void close(int strip, double height) {
      if (owner[strip] >= 0) {
        int right = strips.above(strip);
        double width = (right < 0 ? reference[0] : x[right]) - x[strip];
        volumes[owner[strip]] += width * (second[strip] - lowest[strip]) * (height - since[strip]);
      }
      since[strip] = height;
    }
  }
}
