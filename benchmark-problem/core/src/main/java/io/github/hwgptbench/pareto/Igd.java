package io.github.hwgptbench.pareto;

/**
 * The inverted generational distance, IGD (Coello Coello and Reyes Sierra 2004), in its mean form:
 * the mean, over the points of a reference front, of the Euclidean distance to the nearest point of
 * a set. Minimising; 0 if the set contains the reference front, smaller is better. A set that
 * dominates another can have the larger distance; {@link IgdPlus} excludes that.
 *
 * <p>Values are taken as they are: normalise before, for a distance that compares objectives of
 * different units.
 *
 * @since 0.2.0
 */
public final class Igd {

  private Igd() {}

  private static final class Squares implements PointTree.Distance {

    @Override
    public double of(double[] point, double[] target) {
      double squares = 0;
      for (int i = 0; i < target.length; i++) {
        double difference = point[i] - target[i];
        squares += difference * difference;
      }
      return squares;
    }

    @Override
    public double bound(double[] ideal, double[] nadir, double[] target) {
      double squares = 0;
      for (int i = 0; i < target.length; i++) {
        double outside = Math.max(Math.max(ideal[i] - target[i], target[i] - nadir[i]), 0);
        squares += outside * outside;
      }
      return squares;
    }
  }

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
    PointTree tree = new PointTree(points, new Squares());
    double sum = 0;
    for (double[] target : reference) {
      sum += Math.sqrt(tree.least(target, 0));
    }
    return sum / reference.length;
  }
}
