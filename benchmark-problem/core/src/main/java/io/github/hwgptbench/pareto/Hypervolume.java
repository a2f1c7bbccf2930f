package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The hypervolume (Zitzler and Thiele 1998): how much of the space is dominated by some point and
 * dominates the reference point. Exact up to rounding, minimising; larger is better.
 *
 * <p>Points need not be mutually non-dominated. One that is not strictly better than the reference
 * point in every objective adds nothing. Values are taken as they are: normalise before, for a
 * volume that compares objectives of different units. The result is bit-identical for any order of
 * the points.
 *
 * <p>Two objectives: a sweep, O(n log n). Three: a sweep over the third that keeps the front of the
 * other two, O(n log n) (Beume et al. 2009), here with the front as a set of ranks. Four: a sweep
 * that keeps the front of the first three, about O(n<sup>2</sup>) (HV4D+, Guerreiro and Fonseca
 * 2018). More: WFG (While, Bradstreet and Barone 2012) down to four, in boxes that end where a
 * point is worse in one objective alone, about O(n<sup>m-2</sup>) at worst.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * Returns the hypervolume of points.
   *
   * @param points any number of points, even none
   * @param reference the reference point, of one objective or more, all finite
   * @return the volume, 0 or positive
   * @throws IllegalArgumentException if the reference point has fewer objectives or a value that is
   *     not finite, or a point has another number of objectives, a NaN or a negative infinity
   */
  public static double of(double[][] points, double[] reference) {
    return volume(inside(points, reference), reference, reference.length);
  }

  /** Returns the points that are better than the reference point, once all are checked. */
  static List<double[]> inside(double[][] points, double[] reference) {
    checkReference(reference);
    List<double[]> inside = new ArrayList<>(points.length);
    for (int i = 0; i < points.length; i++) {
      Columns.check(points[i], i, reference.length);
      if (checkedInside(points[i], i, reference)) {
        inside.add(points[i]);
      }
    }
    return inside;
  }

  static void checkReference(double[] reference) {
    if (reference.length == 0) {
      throw new IllegalArgumentException("Reference point of no objectives; allowed: 1 or more");
    }
    for (double value : reference) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            Text.format("Reference point with a value of %s; allowed: finite numbers", value));
      }
    }
  }

  static boolean checkedInside(double[] point, int index, double[] reference) {
    boolean inside = true;
    for (int i = 0; i < point.length; i++) {
      if (point[i] == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(Text.format(
            "Point %d: objective %d is -Infinity; its volume would be infinite", index, i));
      }
      inside &= point[i] < reference[i];
    }
    return inside;
  }

  /** The volume in the first objectives only, of points that are inside in all of these. */
  static double volume(List<double[]> points, double[] reference, int objectives) {
    if (points.isEmpty()) {
      return 0;
    }
    return switch (objectives) {
      case 1 ->
        reference[0] - points.stream().mapToDouble(point -> point[0]).min().getAsDouble();
      case 2 -> area(columns(points, 2), reference);
      case 3 -> volume(columns(points, 3), reference);
      default -> new RankedVolume(columns(points, objectives), reference).volume();
    };
  }

  static double[][] columns(List<double[]> points, int objectives) {
    double[][] columns = new double[objectives][points.size()];
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      for (int objective = 0; objective < objectives; objective++) {
        columns[objective][i] = point[objective];
      }
    }
    return columns;
  }

  private static double area(double[][] columns, double[] reference) {
    double[] x = columns[0];
    double[] y = columns[1];
    double area = 0;
    double lowest = reference[1];
    for (int i : Columns.order(x, y)) {
      if (y[i] < lowest) {
        area += (reference[0] - x[i]) * (lowest - y[i]);
        lowest = y[i];
      }
    }
    return area;
  }

  /** Sweeps over z; every point widens the area in x and y, which counts until the next z. */
  private static double volume(double[][] columns, double[] reference) {
    int n = columns[0].length;
    int[] byX = Columns.order(columns[0], columns[1]);
    int[] rank = new int[n];
    double[] x = new double[n];
    double[] y = new double[n];
    double[] z = columns[2];
    for (int r = 0; r < n; r++) {
      rank[byX[r]] = r;
      x[r] = columns[0][byX[r]];
      y[r] = columns[1][byX[r]];
    }
    int[] byZ = Columns.order(z, columns[0], columns[1]);
    RankSet front = new RankSet(n);
    double volume = 0;
    double area = 0;
    for (int i = 0; i < n; i++) {
      area += gain(front, x, y, rank[byZ[i]], reference);
      double end = i + 1 < n ? z[byZ[i + 1]] : reference[2];
      volume += area * (end - z[byZ[i]]);
    }
    return volume;
  }

  /** Puts a point on the front of x and y, where it belongs there, and returns the area it adds. */
  private static double gain(RankSet front, double[] x, double[] y, int rank, double[] reference) {
    int left = front.below(rank);
    double top = left < 0 ? reference[1] : y[left];
    double bottom = y[rank];
    if (top <= bottom) {
      return 0;
    }
    double gain = 0;
    double from = x[rank];
    int right = front.above(rank);
    while (right >= 0 && y[right] >= bottom) {
      gain += (x[right] - from) * (top - bottom);
      from = x[right];
      top = y[right];
      front.remove(right);
      right = front.above(right);
    }
    front.add(rank);
    return gain + ((right < 0 ? reference[0] : x[right]) - from) * (top - bottom);
  }
}
