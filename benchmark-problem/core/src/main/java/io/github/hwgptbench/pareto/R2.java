package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The R2 indicator (Hansen and Jaszkiewicz 1998) of a set of points relative to a reference front:
 * the mean, over weight vectors w, of {@code min_a max_i w_i (a_i - z_i)} over points a of the set,
 * minus the same mean of the reference front. z is the ideal point, and the utility of a weight
 * vector is the weighted Tchebycheff function. Minimising; 0 if the set is as good as the reference
 * front, smaller is better, negative if it is ahead.
 *
 * <p>The weight vectors are all those with coordinates of k / s that sum to 1 (the simplex lattice
 * of Das and Dennis). s is 500 for two objectives, 30 for three, 12 for four, 8 for five, and 3 for
 * more: 501, 496, 455 and 495 vectors, as in the tutorial of Knowles, Thiele and Zitzler (2006) and
 * in MOEA Framework.
 *
 * <p>Values are taken as they are: normalise before, so that objectives of different units have
 * comparable weights. Unlike the absolute value of other definitions, a point beyond the ideal
 * point counts as better, so that a set is never preferred to one that dominates it.
 *
 * @since 0.2.0
 */
public final class R2 {

  private final double[] ideal;
  private final double[][] weights;
  private final double ofReference;

  /**
   * Makes the indicator of a reference front.
   *
   * @param reference the reference front, at least one point, all values finite
   * @param ideal the ideal point, one finite value per objective, two or more
   * @throws IllegalArgumentException if the reference front is empty, points differ in their number
   *     of objectives, or a value is not finite
   */
  public R2(double[][] reference, double[] ideal) {
    if (ideal.length < 2) {
      throw new IllegalArgumentException(
          Text.format("R2 of %d objectives; allowed: 2 or more", ideal.length));
    }
    ReferenceSet.check(new double[0][], new double[][] {ideal});
    ReferenceSet.check(new double[][] {ideal}, reference);
    this.ideal = ideal.clone();
    this.weights = weights(ideal.length);
    this.ofReference = mean(reference);
  }

  private static double[][] weights(int objectives) {
    int divisions = switch (objectives) {
      case 2 -> 500;
      case 3 -> 30;
      case 4 -> 12;
      case 5 -> 8;
      default -> 3;
    };
    List<double[]> all = new ArrayList<>();
    add(all, new int[objectives], 0, divisions, divisions);
    return all.toArray(double[][]::new);
  }

  private static void add(List<double[]> all, int[] counts, int index, int left, int divisions) {
    if (index == counts.length - 1) {
      counts[index] = left;
      double[] weights = new double[counts.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = counts[i] / (double) divisions;
      }
      all.add(weights);
      return;
    }
    for (int count = 0; count <= left; count++) {
      counts[index] = count;
      add(all, counts, index + 1, left - count, divisions);
    }
  }

  /**
   * Returns the value of a set.
   *
   * @param points any number of points; of none the value is infinite
   * @throws IllegalArgumentException if a point has another number of objectives, or a NaN
   */
  public double of(double[][] points) {
    ReferenceSet.check(points, new double[][] {ideal});
    return mean(points) - ofReference;
  }

  private double mean(double[][] points) {
    double sum = 0;
    for (double[] weight : weights) {
      double least = Double.POSITIVE_INFINITY;
      for (double[] point : points) {
        least = Math.min(least, tchebycheff(weight, point));
      }
      sum += least;
    }
    return sum / weights.length;
  }

  private double tchebycheff(double[] weight, double[] point) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weight.length; i++) {
      // A weight of 0 leaves an objective out, also where its value is infinite.
      most = Math.max(most, weight[i] == 0 ? 0 : weight[i] * (point[i] - ideal[i]));
    }
    return most;
  }
}
