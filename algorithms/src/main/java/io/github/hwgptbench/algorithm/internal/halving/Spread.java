package io.github.hwgptbench.algorithm.internal.halving;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.EpsilonNet;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order in which points of a front continue at the next level of successive halving.
 *
 * @since 0.2.0
 */
public enum Spread {

  /** That of an {@link EpsilonNet} over objectives scaled to their range on the front. */
  EPSILON_NET {
    @Override
    public int[] order(double[][] front) {
      return EpsilonNet.order(scaled(front));
    }
  },

  /** The largest {@link CrowdingDistance} first, as NSGA-II selects. */
  CROWDING {
    @Override
    public int[] order(double[][] front) {
      double[] distances = CrowdingDistance.of(front);
      return IntStream.range(0, front.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -distances[i]))
          .mapToInt(i -> i)
          .toArray();
    }
  };

  /**
   * Returns the indices of the points of a front, from the first to continue to the last.
   *
   * @param front at least one point, all of as many objectives, none of them NaN
   */
  public abstract int[] order(double[][] front);

  /**
   * Returns the indices of the best points, the best one first: less violation is better, then an
   * earlier nondominated front, then an earlier place in the order of the front.
   *
   * @param violations the total violation of each point, 0 where all constraints hold
   * @param objectives the minimised values of each point, none of them NaN
   * @param count how many are returned, unless there are fewer points
   */
  public int[] best(double[] violations, double[][] objectives, int count) {
    TreeMap<Double, List<Integer>> byViolation = IntStream.range(0, violations.length)
        .boxed()
        .collect(Collectors.groupingBy(i -> violations[i], TreeMap::new, Collectors.toList()));
    return byViolation.values().stream()
        .flatMapToInt(equals -> byFront(equals, objectives))
        .limit(count)
        .toArray();
  }

  private IntStream byFront(List<Integer> points, double[][] objectives) {
    double[][] values = points.stream().map(i -> objectives[i]).toArray(double[][]::new);
    return NondominatedSorting.fronts(values).stream()
        .flatMapToInt(front -> Arrays.stream(
                order(Arrays.stream(front).mapToObj(i -> values[i]).toArray(double[][]::new)))
            .map(i -> points.get(front[i])));
  }

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
