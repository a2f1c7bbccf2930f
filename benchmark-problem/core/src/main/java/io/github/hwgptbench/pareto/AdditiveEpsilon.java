package io.github.hwgptbench.pareto;

/**
 * The additive epsilon indicator (Zitzler et al. 2003): by how much all points of a set have to be
 * shifted in every objective until they cover a reference front, {@code max_z min_a max_i (a_i -
 * z_i)} over points z of the reference front and a of the set. Minimising, smaller is better;
 * negative if the set stays ahead of the reference front everywhere.
 *
 * <p>Values are taken as they are: normalise before, for a shift that compares objectives of
 * different units.
 */
public final class AdditiveEpsilon {

  private AdditiveEpsilon() {}

  /**
   * Returns the shift.
   *
   * @param points any number of points; of none the shift is infinite
   * @param reference the reference front, at least one point, all values finite
   * @throws IllegalArgumentException if the reference front is empty, points have no objectives or
   *     differ in their number, or a value is NaN or, in the reference front, infinite
   */
  public static double of(double[][] points, double[][] reference) {
    ReferenceSet.check(points, reference);
    PointTree tree = new PointTree(points, AdditiveEpsilon::shift);
    double most = Double.NEGATIVE_INFINITY;
    for (double[] target : reference) {
      most = Math.max(most, tree.least(target, most));
    }
    return most;
  }

  private static double shift(double[] point, double[] target) {
    double shift = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < target.length; i++) {
      shift = Math.max(shift, point[i] - target[i]);
    }
    return shift;
  }
}
