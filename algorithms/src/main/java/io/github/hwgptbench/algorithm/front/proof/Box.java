package io.github.hwgptbench.algorithm.front.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Values between bounds that no point of a known front weakly dominates: what is left of a box once
 * the dominated part is cut off is the union of the boxes from its lower bounds to each of its
 * corners. Immutable.
 */
final class Box {

  private final int objectives;
  private final double[][] front;
  private final double[] lower;
  private final double[] upper;
  private final List<double[]> corners;

  private Box(
      int objectives, double[][] front, double[] lower, double[] upper, List<double[]> corners) {
    this.objectives = objectives;
    this.front = front;
    this.lower = lower;
    this.upper = upper;
    this.corners = corners;
  }

  /**
   * Makes a box.
   *
   * @param objectives how many of the metrics, the first ones
   * @param front objectives, minimised, one row per point
   * @param lower of each metric, objectives first; may be infinite
   * @param upper of each metric; finite
   */
  static Box of(int objectives, double[][] front, double[] lower, double[] upper) {
    List<double[]> inside = new ArrayList<>();
    for (double[] point : front) {
      boolean matters = true;
      for (int j = 0; j < objectives; j++) {
        matters &= point[j] < upper[j];
      }
      if (matters) {
        inside.add(point);
      }
    }
    double[][] points = inside.toArray(double[][]::new);
    return new Box(
        objectives,
        points,
        lower,
        upper,
        objectives == 2 ? stairs(points, lower, upper) : corners(points, lower, upper));
  }

  /** The same as {@link #corners}, of two objectives, in one sweep. */
  private static List<double[]> stairs(double[][] front, double[] lower, double[] upper) {
    double[][] sorted = front.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(point -> point[0]));
    List<double[]> corners = new ArrayList<>();
    double height = upper[1];
    for (double[] point : sorted) {
      if (point[1] < height) {
        if (point[0] > lower[0]) {
          addStair(corners, point[0], height, upper);
        }
        height = point[1];
      }
    }
    addStair(corners, upper[0], height, upper);
    corners.removeIf(corner -> corner[1] <= lower[1] && corner[1] < upper[1]);
    return corners;
  }

  private static void addStair(
      List<double[]> corners, double width, double height, double[] upper) {
    double[] corner = upper.clone();
    corner[0] = width;
    corner[1] = height;
    corners.add(corner);
  }

  /**
   * Every point of the front splits the corners that it is below: values that it doesn't dominate
   * are less than it in some objective.
   */
  private static List<double[]> corners(double[][] front, double[] lower, double[] upper) {
    List<double[]> corners = new ArrayList<>();
    corners.add(upper);
    for (double[] point : front) {
      List<double[]> split = new ArrayList<>();
      List<double[]> kept = new ArrayList<>(corners.size() + 1);
      for (double[] corner : corners) {
        if (below(point, corner)) {
          for (int j = 0; j < point.length; j++) {
            if (point[j] > lower[j]) {
              double[] part = corner.clone();
              part[j] = point[j];
              split.add(part);
            }
          }
        } else {
          kept.add(corner);
        }
      }
      for (int i = 0; i < split.size(); i++) {
        if (!covered(split, i, kept, point.length)) {
          kept.add(split.get(i));
        }
      }
      corners = kept;
    }
    return corners;
  }

  private static boolean below(double[] point, double[] corner) {
    for (int j = 0; j < point.length; j++) {
      if (point[j] >= corner[j]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether another corner is nowhere lower; of equal ones the first counts. */
  private static boolean covered(List<double[]> split, int at, List<double[]> kept, int size) {
    double[] corner = split.get(at);
    for (double[] other : kept) {
      if (nowhereLower(other, corner, size)) {
        return true;
      }
    }
    for (int i = at + 1; i < split.size(); i++) {
      if (nowhereLower(split.get(i), corner, size)) {
        return true;
      }
    }
    return false;
  }

  private static boolean nowhereLower(double[] one, double[] other, int size) {
    for (int j = 0; j < size; j++) {
      if (one[j] < other[j]) {
        return false;
      }
    }
    return true;
  }

  int objectives() {
    return objectives;
  }

  /** Returns the points of the front that are below the upper bounds. */
  double[][] front() {
    return front;
  }

  double lower(int metric) {
    return lower[metric];
  }

  double upper(int metric) {
    return upper[metric];
  }

  /** Returns whether all of the box is dominated. */
  boolean isEmpty() {
    return corners.isEmpty();
  }

  List<double[]> corners() {
    return corners;
  }

  /** Returns the part of the box up to a value of a metric. */
  Box upTo(int metric, double value) {
    double[] bounds = upper.clone();
    bounds[metric] = Math.min(bounds[metric], value);
    return of(objectives, front, lower, bounds);
  }

  /** Returns the part of the box from a value of a metric on. */
  Box from(int metric, double value) {
    double[] bounds = lower.clone();
    bounds[metric] = Math.max(bounds[metric], value);
    return of(objectives, front, bounds, upper);
  }

  /** Returns the supremum of a weighted sum of the metrics. */
  double supremum(double[] weights) {
    double supremum = Double.NEGATIVE_INFINITY;
    for (double[] corner : corners) {
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        if (weights[j] != 0) {
          sum += weights[j] * (weights[j] > 0 ? corner[j] : lower[j]);
        }
      }
      supremum = Math.max(supremum, sum);
    }
    return supremum;
  }

  /** Returns the sum of the magnitudes of what {@link #supremum} adds up, at most. */
  double magnitude(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        double largest = weights[j] > 0 ? Math.abs(upper[j]) : Math.abs(lower[j]);
        for (double[] point : front) {
          if (j < point.length) {
            largest = Math.max(largest, Math.abs(point[j]));
          }
        }
        sum += Math.abs(weights[j]) * largest;
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return Arrays.toString(lower) + " to " + Arrays.toString(upper);
  }
}
