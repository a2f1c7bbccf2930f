package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.EpsilonNet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** In which order the points of a front go on to the next level. */
enum Spread {

  /** That of an {@link EpsilonNet} over objectives scaled to their range on the front. */
  EPSILON_NET {
    @Override
    int[] order(double[][] front) {
      return EpsilonNet.order(scaled(front));
    }
  },

  /** The largest {@link CrowdingDistance} first, as NSGA-II selects. */
  CROWDING {
    @Override
    int[] order(double[][] front) {
      double[] distances = CrowdingDistance.of(front);
      return IntStream.range(0, front.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -distances[i]))
          .mapToInt(i -> i)
          .toArray();
    }
  };

  /** Returns the indices of the points of a front, from the first to go on to the last. */
  abstract int[] order(double[][] front);

  private static double[][] scaled(double[][] front) {
    double[][] scaled = Arrays.stream(front).map(double[]::clone).toArray(double[][]::new);
    for (int objective = 0; objective < front[0].length; objective++) {
      int j = objective;
      double[] finite = Arrays.stream(front)
          .mapToDouble(point -> point[j])
          .filter(Double::isFinite)
          .toArray();
      double least = Arrays.stream(finite).min().orElse(0);
      double range = Arrays.stream(finite).max().orElse(0) - least;
      for (double[] point : scaled) {
        point[j] = range > 0 ? (point[j] - least) / range : point[j] - least;
      }
    }
    return scaled;
  }
}
