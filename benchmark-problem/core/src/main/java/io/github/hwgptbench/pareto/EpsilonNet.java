package io.github.hwgptbench.pareto;

/**
 * Orders points so that however many of the first are taken, they are spread over all: the smallest
 * in the first objective, then always the one that is farthest from all before it (Clarkson 2006,
 * <i>Building triangulations using epsilon-nets</i>; Salinas et al. 2021, <i>A multi-objective
 * perspective on jointly tuning hardware and hyperparameters</i>).
 *
 * @since 0.2.0
 */
public final class EpsilonNet {

  private EpsilonNet() {}

  /**
   * Returns the indices of the points in that order; among equally far ones the first comes first.
   * Distances are Euclidean; values that differ in scale have to be scaled before. O(n&sup2;).
   *
   * @param points all of as many objectives, without NaN
   */
  public static int[] order(double[][] points) {
    int[] order = new int[points.length];
    double[] distances = new double[points.length];
    boolean[] chosen = new boolean[points.length];
    int next = 0;
    for (int i = 0; i < points.length; i++) {
      distances[i] = Double.POSITIVE_INFINITY;
      if (points[i][0] < points[next][0]) {
        next = i;
      }
    }
    for (int place = 0; place < points.length; place++) {
      order[place] = next;
      chosen[next] = true;
      double[] center = points[next];
      int farthest = -1;
      for (int i = 0; i < points.length; i++) {
        if (!chosen[i]) {
          distances[i] = Math.min(distances[i], squaredDistance(points[i], center));
          if (farthest < 0 || distances[i] > distances[farthest]) {
            farthest = i;
          }
        }
      }
      next = farthest;
    }
    return order;
  }

  private static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      // Equal infinities have no difference.
      if (one[i] != other[i]) {
        sum += (one[i] - other[i]) * (one[i] - other[i]);
      }
    }
    return sum;
  }
}
