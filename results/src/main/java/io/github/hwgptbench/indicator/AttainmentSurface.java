package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An attainment surface of several runs (Fonseca and Fleming 1996, PPSN IV, p. 584), for two
 * minimised objectives: the line between the goals that at least a number of runs (the level)
 * attained and those that they did not. Level 1 of n is the joint front of the runs, and level n
 * separates the goals that all of them attained.
 *
 * <p>The line is a staircase. It begins infinitely high above its first corner, continues
 * horizontally from each corner to the first coordinate of the next, then down to it, and
 * horizontally from the last.
 *
 * @param level number of runs that attain a goal, from 1 to {@code runs}
 * @param runs number of runs
 * @param corners corners of the staircase, ascending in the first objective and descending in the
 *     second; none if fewer runs than the level found anything
 */
public record AttainmentSurface(int level, int runs, List<Corner> corners) {

  /**
   * A corner of a staircase: a goal that is attained while none that dominates it is.
   *
   * @param first value of the first objective
   * @param second value of the second objective
   */
  public record Corner(double first, double second) {}

  private record Found(double first, double second, int run) {}

  /**
   * Makes a surface.
   *
   * @throws IllegalArgumentException if the level is not from 1 to the number of runs, or corners
   *     are not ascending in the first objective and descending in the second
   */
  public AttainmentSurface {
    corners = List.copyOf(corners);
    if (level < 1 || level > runs) {
      throw new IllegalArgumentException(
          Text.format("Level %d of %d runs; allowed: from 1 to %d", level, runs, runs));
    }
    for (int i = 1; i < corners.size(); i++) {
      Corner left = corners.get(i - 1);
      Corner right = corners.get(i);
      if (!(left.first() < right.first() && left.second() > right.second())) {
        throw new IllegalArgumentException(Text.format(
            "%s and then %s; corners must rise in the first objective and fall in the second",
            left, right));
      }
    }
  }

  /**
   * Returns the surface of every level, from 1 to the number of runs. Takes O(N (log N + n)) for N
   * points of n runs.
   *
   * @param runs the points of each run, one run or more; a run may have none, and points need not
   *     be mutually non-dominated. A point with a value of positive infinity attains nothing
   * @throws IllegalArgumentException if there are no runs, or a point has not two objectives, a NaN
   *     or a negative infinity
   */
  public static List<AttainmentSurface> all(List<double[][]> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Surface of no runs; allowed: 1 or more");
    }
    List<List<Corner>> corners = new ArrayList<>();
    for (int level = 1; level <= runs.size(); level++) {
      corners.add(new ArrayList<>());
    }
    double[] lowest = new double[runs.size()];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    // What the level-th best run reached so far; a surface has a corner where that falls.
    double[] reached = lowest.clone();
    List<Found> points = points(runs);
    for (int i = 0; i < points.size(); ) {
      double first = points.get(i).first();
      double[] before = reached.clone();
      for (; i < points.size() && points.get(i).first() == first; i++) {
        Found point = points.get(i);
        if (point.second() < lowest[point.run()]) {
          replace(reached, lowest[point.run()], point.second());
          lowest[point.run()] = point.second();
        }
      }
      for (int level = 0; level < reached.length; level++) {
        if (reached[level] < before[level]) {
          corners.get(level).add(new Corner(first, reached[level]));
        }
      }
    }
    List<AttainmentSurface> surfaces = new ArrayList<>();
    for (int level = 1; level <= runs.size(); level++) {
      surfaces.add(new AttainmentSurface(level, runs.size(), corners.get(level - 1)));
    }
    return List.copyOf(surfaces);
  }

  private static List<Found> points(List<double[][]> runs) {
    List<Found> points = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      for (double[] point : runs.get(run)) {
        if (point.length != 2 || !(Math.min(point[0], point[1]) > Double.NEGATIVE_INFINITY)) {
          throw new IllegalArgumentException(Text.format(
              "Run %d has a point %s; allowed: two numbers, or positive infinity",
              run, Arrays.toString(point)));
        }
        if (Math.max(point[0], point[1]) < Double.POSITIVE_INFINITY) {
          // Adding zero makes -0 equal to 0 also in the order.
          points.add(new Found(point[0] + 0.0, point[1] + 0.0, run));
        }
      }
    }
    points.sort(Comparator.comparingDouble(Found::first));
    return points;
  }

  /** Replaces a number of rising ones by a smaller one. */
  private static void replace(double[] rising, double old, double smaller) {
    int at = Arrays.binarySearch(rising, old);
    while (at > 0 && rising[at - 1] > smaller) {
      rising[at] = rising[at - 1];
      at--;
    }
    rising[at] = smaller;
  }
}
