package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.pareto.ParetoArchive;
import java.util.List;

/**
 * The points that no other dominates, and what they span.
 *
 * @param front the points, one row each
 * @param ideal the best value of each objective on the front
 * @param range the worst value of each objective on the front less the best; where that is 0, the
 *     same of all points, and 1 where that is 0 too
 */
record FrontRange(double[][] front, double[] ideal, double[] range) {

  static FrontRange of(double[][] points) {
    int objectives = points[0].length;
    ParetoArchive<Void> archive = ParetoArchive.of(objectives);
    for (double[] point : points) {
      archive.add(point, null);
    }
    List<ParetoArchive.Member<Void>> members = archive.members();
    double[][] front =
        members.stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new);
    double[] ideal = new double[objectives];
    double[] range = new double[objectives];
    for (int j = 0; j < objectives; j++) {
      ideal[j] = least(front, j);
      range[j] = most(front, j) - ideal[j];
      if (!(range[j] > 0)) {
        range[j] = most(points, j) - least(points, j);
      }
      if (!(range[j] > 0)) {
        range[j] = 1;
      }
    }
    return new FrontRange(front, ideal, range);
  }

  private static double least(double[][] points, int objective) {
    double least = Double.POSITIVE_INFINITY;
    for (double[] point : points) {
      least = Math.min(least, point[objective]);
    }
    return least;
  }

  private static double most(double[][] points, int objective) {
    double most = Double.NEGATIVE_INFINITY;
    for (double[] point : points) {
      most = Math.max(most, point[objective]);
    }
    return most;
  }

  /**
   * Returns the worst value of each objective on the front and a tenth of the range more, as
   * BoTorch infers its reference point.
   */
  double[] reference() {
    double[] reference = new double[ideal.length];
    for (int j = 0; j < reference.length; j++) {
      reference[j] = most(front, j) + 0.1 * range[j];
    }
    return reference;
  }
}
