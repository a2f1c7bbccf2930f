package io.github.hwgptbench.pareto;

/**
 * The modified inverted generational distance, IGD+ (Ishibuchi et al. 2015): how far a set of
 * points is from a reference front, counting only the objectives in which it is worse. The mean,
 * over the points z of the reference front, of the least distance {@code sqrt(sum_i max(a_i - z_i,
 * 0)^2)} to a point a of the set. Minimising; 0 if the set covers the reference front, smaller is
 * better. Unlike IGD it never prefers a set to one that dominates it.
 *
 * <p>Values are taken as they are: normalise before, for a distance that compares objectives of
 * different units.
 */
public final class IgdPlus {

  private IgdPlus() {}

  /**
   * Returns the distance.
   *
   * @param points any number of points; of none the distance is infinite
   * @param reference the reference front, at least one point, all values finite
   * @throws IllegalArgumentException if the reference front is empty, points have no objectives or
   *     differ in their number, or a value is NaN or, in the reference front, infinite
   */
  public static double of(double[][] points, double[][] reference) {
    ReferenceSet.check(points, reference);
    PointTree tree = new PointTree(points, IgdPlus::squares);
    double sum = 0;
    for (double[] target : reference) {
      sum += Math.sqrt(tree.least(target, 0));
    }
    return sum / reference.length;
  }

  private static double squares(double[] point, double[] target) {
    double squares = 0;
    for (int i = 0; i < target.length; i++) {
      double excess = Math.max(point[i] - target[i], 0);
      squares += excess * excess;
    }
    return squares;
  }
}
