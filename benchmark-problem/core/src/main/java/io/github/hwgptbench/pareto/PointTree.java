package io.github.hwgptbench.pareto;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Points in a tree of boxes (a k-d tree, Bentley 1975), which finds the one nearest to a target
 * without a look at most of them, where near is what an indicator says.
 */
final class PointTree {

  /** How far a point is from a target. */
  @FunctionalInterface
  interface Distance {

    /**
     * Returns the distance; unless {@link #bound} is overridden, it never falls as a value of the
     * point rises.
     */
    double of(double[] point, double[] target);

    /**
     * Returns a lower bound of the distance of all points in a box.
     *
     * @param ideal the smallest value in each objective
     * @param nadir the largest one
     */
    default double bound(double[] ideal, double[] nadir, double[] target) {
      return of(ideal, target);
    }
  }

  private static final int LEAF = 8;

  private final Distance distance;
  /** Null if there is no point. */
  private final @Nullable Node root;

  /**
   * Points that are near to each other.
   *
   * @param ideal the smallest value of all of them in each objective
   * @param nadir the largest one
   * @param points of a leaf; else none
   * @param first half of the points; null in a leaf
   * @param second the other half; null in a leaf
   */
  private record Node(
      double[] ideal,
      double[] nadir,
      double[][] points,
      @Nullable Node first,
      @Nullable Node second) {}

  /**
   * Makes a tree.
   *
   * @param points any number, none with NaN; not changed
   */
  PointTree(double[][] points, Distance distance) {
    this.distance = distance;
    this.root = points.length == 0 ? null : node(points.clone(), 0);
  }

  private static Node node(double[][] points, int depth) {
    double[] ideal = points[0].clone();
    double[] nadir = points[0].clone();
    for (double[] point : points) {
      for (int i = 0; i < ideal.length; i++) {
        ideal[i] = Math.min(ideal[i], point[i]);
        nadir[i] = Math.max(nadir[i], point[i]);
      }
    }
    if (points.length <= LEAF) {
      return new Node(ideal, nadir, points, null, null);
    }
    int objective = depth % ideal.length;
    Arrays.sort(points, Comparator.comparingDouble(point -> point[objective]));
    int middle = points.length / 2;
    return new Node(
        ideal,
        nadir,
        new double[0][],
        node(Arrays.copyOfRange(points, 0, middle), depth + 1),
        node(Arrays.copyOfRange(points, middle, points.length), depth + 1));
  }

  /**
   * Returns the least distance of a point to a target.
   *
   * @param enough of which or below any is as good as the least: the search ends with it
   * @return infinite if there is no point
   */
  double least(double[] target, double enough) {
    return root == null
        ? Double.POSITIVE_INFINITY
        : least(root, target, enough, Double.POSITIVE_INFINITY);
  }

  private double least(Node node, double[] target, double enough, double before) {
    double least = before;
    for (double[] point : node.points()) {
      least = Math.min(least, distance.of(point, target));
    }
    if (node.first() == null || node.second() == null) {
      return least;
    }
    double first = bound(node.first(), target);
    double second = bound(node.second(), target);
    boolean inOrder = first <= second;
    Node nearer = inOrder ? node.first() : node.second();
    Node farther = inOrder ? node.second() : node.first();
    if (Math.min(first, second) < least && least > enough) {
      least = least(nearer, target, enough, least);
    }
    if (Math.max(first, second) < least && least > enough) {
      least = least(farther, target, enough, least);
    }
    return least;
  }

  private double bound(Node node, double[] target) {
    return distance.bound(node.ideal(), node.nadir(), target);
  }
}
