package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.pareto.ParetoArchive;
import java.util.List;
import java.util.stream.Stream;

/**
 * The points that no other dominates, and the range of the objectives.
 *
 * @param front the points, one row each
 * @param ideal the best value of each objective on the known and reachable front
 * @param worst the worst value of each objective on that front
 * @param range the worst less the best; where that is 0, the same of all known points, and 1 where
 *     that is 0 too
 */
record FrontRange(double[][] front, double[] ideal, double[] worst, double[] range) {

  /**
   * Finds the front and the range.
   *
   * @param points known points, at least one
   * @param reachable points that count for the range only
   */
  static FrontRange of(double[][] points, double[][] reachable) {
    int objectives = points[0].length;
    double[][] span =
        front(Stream.concat(Stream.of(points), Stream.of(reachable)).toList());
    double[] ideal = new double[objectives];
    double[] worst = new double[objectives];
    double[] range = new double[objectives];
    for (int j = 0; j < objectives; j++) {
      ideal[j] = least(span, j);
      worst[j] = most(span, j);
      range[j] = worst[j] - ideal[j];
      if (!(range[j] > 0)) {
        range[j] = most(points, j) - least(points, j);
      }
      if (!(range[j] > 0)) {
        range[j] = 1;
      }
    }
    return new FrontRange(
        reachable.length == 0 ? span : front(List.of(points)), ideal, worst, range);
  }

  private static double[][] front(List<double[]> points) {
    ParetoArchive<double[]> archive = ParetoArchive.of(points.get(0).length);
    points.forEach(point -> archive.add(point, point));
    return archive.members().stream()
        .map(ParetoArchive.Member::objectives)
        .toArray(double[][]::new);
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
   * Returns the worst value of each objective and a tenth of the range more, as BoTorch infers its
   * reference point.
   */
  double[] reference() {
    double[] reference = new double[ideal.length];
    for (int j = 0; j < reference.length; j++) {
      reference[j] = worst[j] + 0.1 * range[j];
    }
    return reference;
  }
}
