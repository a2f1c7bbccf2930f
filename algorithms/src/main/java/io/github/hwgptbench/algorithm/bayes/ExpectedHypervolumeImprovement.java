package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.StandardNormal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The expected hypervolume improvement: by how much, in the mean, the hypervolume of a front grows
 * if a point is added whose objectives are normally distributed and independent of each other. For
 * minimisation; exact up to rounding with up to three objectives, and with more wherever 4,000
 * boxes are enough.
 *
 * <p>What no point of the front dominates is covered with disjoint boxes. A box from l to u gains
 * the product over objectives of psi(u) - psi(l), where psi(b) is the expected amount by which the
 * value stays below b (Emmerich, Deutz and Klinkenberg 2011; Yang et al. 2019). The score is the
 * logarithm of the sum, also where the sum is 0 in floating point (Ament et al. 2023, <i>Unexpected
 * improvements to expected improvement for Bayesian optimization</i>).
 *
 * <p>Two objectives take O(n) for a front of n points, three O(n) too (2 n + 1 boxes). With more,
 * the boxes are those of the local upper bounds of the front (Lacour, Klamroth and Fonseca 2017,
 * <i>A box decomposition algorithm to compute the hypervolume indicator</i>), and only the 4,000
 * largest of them where there are more. Then the value is at most the exact one, and it lacks at
 * most the dropped volume for each outcome that is better than the ideal point of the front by no
 * more than a tenth of the distance from there to the reference point, in every objective.
 */
public final class ExpectedHypervolumeImprovement implements Acquisition {

  /** Below this, rounding may have eaten the digits. */
  private static final double TOO_SMALL = 1e-100;

  /** Boxes with logarithms that are this much below another's are lost in rounding. */
  private static final double NEGLIGIBLE = 50;

  private final int objectives;
  private final int boxes;
  /** By objective, then box: the indices of its lower and upper bounds in the distinct bounds. */
  private final int[][] lower;

  private final int[][] upper;
  private final double[][] bounds;

  /**
   * Prepares a front.
   *
   * @param front points, minimised; those that others dominate, or that are not better than the
   *     reference point in every objective, change nothing
   * @param reference the reference point, of one objective or more; with one, this is the expected
   *     improvement
   */
  public ExpectedHypervolumeImprovement(double[][] front, double[] reference) {
    List<BoxDecomposition.Box> all = BoxDecomposition.of(front, reference);
    this.objectives = reference.length;
    this.boxes = all.size();
    this.lower = new int[objectives][boxes];
    this.upper = new int[objectives][boxes];
    this.bounds = new double[objectives][];
    for (int j = 0; j < objectives; j++) {
      int objective = j;
      bounds[j] = all.stream()
          .flatMapToDouble(box -> DoubleStream.of(box.lower()[objective], box.upper()[objective]))
          .sorted()
          .distinct()
          .toArray();
      for (int k = 0; k < boxes; k++) {
        lower[j][k] = Arrays.binarySearch(bounds[j], all.get(k).lower()[j]);
        upper[j][k] = Arrays.binarySearch(bounds[j], all.get(k).upper()[j]);
      }
    }
  }

  /**
   * Returns the expected improvement, 0 or positive.
   *
   * @param means expected value of each objective
   * @param deviations standard deviation of each, 0 or positive
   */
  public double value(double[] means, double[] deviations) {
    double[][] shortfalls = new double[objectives][];
    for (int j = 0; j < objectives; j++) {
      shortfalls[j] = shortfalls(bounds[j], means[j], deviations[j]);
    }
    double sum = 0;
    for (int k = 0; k < boxes; k++) {
      double volume = 1;
      for (int j = 0; j < objectives; j++) {
        volume *= shortfalls[j][upper[j][k]] - shortfalls[j][lower[j][k]];
      }
      sum += volume;
    }
    return sum;
  }

  private static double[] shortfalls(double[] bounds, double mean, double deviation) {
    double[] shortfalls = new double[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      double gap = bounds[i] - mean;
      if (bounds[i] > Double.NEGATIVE_INFINITY) {
        shortfalls[i] = deviation > 0
            ? deviation * StandardNormal.shortfall(gap / deviation)
            : Math.max(0, gap);
      }
    }
    return shortfalls;
  }

  /** Returns the logarithm of the expected improvement; negative infinity if there is none. */
  @Override
  public double score(double[] means, double[] deviations) {
    double value = value(means, deviations);
    return value > TOO_SMALL ? StrictMath.log(value) : logValue(means, deviations);
  }

  /** The logarithm of the sum of all boxes, each as the sum of its logarithms. */
  private double logValue(double[] means, double[] deviations) {
    double[][] logs = new double[objectives][];
    for (int j = 0; j < objectives; j++) {
      logs[j] = logShortfalls(bounds[j], means[j], deviations[j]);
    }
    double[] volumes = new double[boxes];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < boxes; k++) {
      if (objectives > 3 && atMost(logs, k) < largest - NEGLIGIBLE) {
        volumes[k] = Double.NEGATIVE_INFINITY;
        continue;
      }
      for (int j = 0; j < objectives; j++) {
        volumes[k] += logDifference(logs[j][upper[j][k]], logs[j][lower[j][k]]);
      }
      largest = Math.max(largest, volumes[k]);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double volume : volumes) {
      sum += StrictMath.exp(volume - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** What the logarithm of the volume of a box would be if the box had no lower bounds. */
  private double atMost(double[][] logs, int box) {
    double sum = 0;
    for (int j = 0; j < objectives; j++) {
      sum += logs[j][upper[j][box]];
    }
    return sum;
  }

  private static double[] logShortfalls(double[] bounds, double mean, double deviation) {
    double[] logs = new double[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      double gap = bounds[i] - mean;
      if (bounds[i] == Double.NEGATIVE_INFINITY) {
        logs[i] = Double.NEGATIVE_INFINITY;
      } else if (deviation > 0) {
        logs[i] = StrictMath.log(deviation) + StandardNormal.logShortfall(gap / deviation);
      } else {
        logs[i] = StrictMath.log(Math.max(0, gap));
      }
    }
    return logs;
  }

  /** The logarithm of exp(a) - exp(b), for a of b or more. */
  private static double logDifference(double a, double b) {
    return a > b ? a + StrictMath.log1p(-StrictMath.exp(b - a)) : Double.NEGATIVE_INFINITY;
  }
}
