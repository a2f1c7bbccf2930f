package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.bayes.BoxDecomposition.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The local upper bounds of points under a reference point: the worst corners of all boxes without
 * a lower corner that hold nothing which a point dominates, and are not part of another such box.
 *
 * <p>Points are added one after the other (Klamroth, Lacour and Vanderpooten 2015, <i>On the
 * representation of the search region in multi-objective optimization</i>). A bound u has one
 * defining point for each objective, z<sup>j</sup>, which has u<sub>j</sub> there. The projections
 * of the boxes from max{z<sup>i</sup><sub>j</sub> : i &lt; j} to u<sub>j</sub>, for all objectives
 * j but the first, partition the space of these objectives (Lacour, Klamroth and Fonseca 2017, <i>A
 * box decomposition algorithm to compute the hypervolume indicator</i>); above each, in the first
 * objective, what is better than u<sub>1</sub> is not dominated, and what is worse is.
 *
 * <p>Ties are broken by the order of the points, so that points are in general position; boxes that
 * exist by that alone are empty and left out.
 */
final class LocalUpperBounds {

  private static final int BELOW_ALL = -1;

  private static final double BEYOND_IDEAL = 0.1;

  private final int objectives;
  private final int limit;
  /** By objective, the distinct places of the points; the last one is that of the reference. */
  private final double[][] values;

  private List<Bound> bounds = new ArrayList<>();

  /** A bound by its places in the values, and those of its defining points. */
  private record Bound(int[] corner, int[][] defining) {}

  /**
   * Finds the bounds.
   *
   * @param points that are better than the reference point in every objective
   * @param limit how many boxes there are at most
   */
  LocalUpperBounds(List<double[]> points, double[] reference, int limit) {
    this.limit = limit;
    objectives = reference.length;
    values = new double[objectives][points.size() + 1];
    int[][] places = new int[points.size()][objectives];
    for (int j = 0; j < objectives; j++) {
      int objective = j;
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < places.length; i++) {
        order.add(i);
      }
      order.sort(Comparator.comparingDouble(i -> points.get(i)[objective]));
      for (int place = 0; place < places.length; place++) {
        places[order.get(place)][j] = place;
        values[j][place] = points.get(order.get(place))[j];
      }
      values[j][places.length] = reference[j];
    }
    int[] corner = new int[objectives];
    Arrays.fill(corner, places.length);
    int[][] defining = new int[objectives][objectives];
    for (int j = 0; j < objectives; j++) {
      Arrays.fill(defining[j], BELOW_ALL);
      defining[j][j] = places.length;
    }
    bounds.add(new Bound(corner, defining));
    for (int[] point : places) {
      add(point);
      if (bounds.size() > 2L * limit) {
        keepLargest();
      }
    }
    if (bounds.size() > limit) {
      keepLargest();
    }
  }

  private void keepLargest() {
    double[] sizes = bounds.stream().mapToDouble(this::size).toArray();
    List<Bound> all = bounds;
    // The sort is stable, so that equal sizes stay in their order.
    bounds = IntStream.range(0, sizes.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -sizes[i]))
        .limit(limit)
        .sorted()
        .map(all::get)
        .toList();
  }

  /** The logarithm of the volume of the box of a bound, without what is far beyond the ideal. */
  private double size(Bound bound) {
    double size = 0;
    for (int j = 0; j < objectives; j++) {
      double reference = values[j][values[j].length - 1];
      double ideal = values[j][0];
      double extent = reference - ideal;
      double floor = ideal - BEYOND_IDEAL * extent;
      double length = values[j][bound.corner[j]] - Math.max(floor, lower(bound, j));
      size += StrictMath.log(Math.max(0, length) / extent);
    }
    return size;
  }

  private double lower(Bound bound, int objective) {
    int place = BELOW_ALL;
    for (int i = 0; i < objective; i++) {
      place = Math.max(place, bound.defining[i][objective]);
    }
    return place == BELOW_ALL ? Double.NEGATIVE_INFINITY : values[objective][place];
  }

  private void add(int[] point) {
    List<Bound> next = new ArrayList<>(bounds.size());
    for (Bound bound : bounds) {
      if (!isBelow(point, bound.corner)) {
        next.add(bound);
        continue;
      }
      for (int j = 0; j < objectives; j++) {
        if (point[j] > highest(bound, j)) {
          int[] corner = bound.corner.clone();
          int[][] defining = bound.defining.clone();
          corner[j] = point[j];
          defining[j] = point;
          next.add(new Bound(corner, defining));
        }
      }
    }
    bounds = next;
  }

  private boolean isBelow(int[] point, int[] corner) {
    for (int j = 0; j < objectives; j++) {
      if (point[j] >= corner[j]) {
        return false;
      }
    }
    return true;
  }

  /** The worst place that the other defining points have in an objective. */
  private int highest(Bound bound, int objective) {
    int highest = BELOW_ALL;
    for (int j = 0; j < objectives; j++) {
      if (j != objective) {
        highest = Math.max(highest, bound.defining[j][objective]);
      }
    }
    return highest;
  }

  /**
   * Returns disjoint boxes that cover what is not dominated and was not dropped, one for each bound
   * at most.
   */
  List<Box> boxes() {
    List<Box> boxes = new ArrayList<>(bounds.size());
    for (Bound bound : bounds) {
      double[] lower = new double[objectives];
      double[] upper = new double[objectives];
      boolean empty = false;
      for (int j = 0; j < objectives; j++) {
        lower[j] = lower(bound, j);
        upper[j] = values[j][bound.corner[j]];
        empty |= !(lower[j] < upper[j]);
      }
      if (!empty) {
        boxes.add(new Box(lower, upper));
      }
    }
    return boxes;
  }
}
