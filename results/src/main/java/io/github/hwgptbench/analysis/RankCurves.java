package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.Better;
import io.github.hwgptbench.statistics.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mean ranks over the budget. */
final class RankCurves {

  /** Far more than rounding errors need, far fewer than tell volumes apart. */
  private static final double STEPS = 1e12;

  private RankCurves() {}

  /**
   * Ranks algorithms by hypervolume within every seed that all of them have.
   *
   * @param runs by seed, of each algorithm by its name
   * @param grid numbers of steps of the budget
   * @return none if there are fewer than two algorithms, or they share no seed
   */
  static List<RankCurve> of(Map<String, Map<Long, RunMeasure>> runs, int[] grid) {
    List<List<RunMeasure>> shared = shared(List.copyOf(runs.values()));
    if (runs.size() < 2 || shared.isEmpty()) {
      return List.of();
    }
    double[][] sums = new double[runs.size()][grid.length];
    for (List<RunMeasure> seed : shared) {
      for (int at = 0; at < grid.length; at++) {
        int step = grid[at];
        double[] ranks = Ranks.of(
            seed.stream().mapToDouble(run -> rounded(run.hypervolume(step))).toArray(),
            Better.MORE);
        for (int i = 0; i < ranks.length; i++) {
          sums[i][at] += ranks[i];
        }
      }
    }
    List<RankCurve> means = new ArrayList<>();
    for (String algorithm : runs.keySet()) {
      List<RankPoint> points = new ArrayList<>();
      for (int at = 0; at < grid.length; at++) {
        points.add(new RankPoint(grid[at], sums[means.size()][at] / shared.size()));
      }
      means.add(new RankCurve(algorithm, points));
    }
    return means;
  }

  /** Volumes of the same points, found in another order, must tie. */
  private static double rounded(double hypervolume) {
    return Math.rint(hypervolume * STEPS);
  }

  /** Returns the runs of all algorithms, a list for every seed that all of them have. */
  private static List<List<RunMeasure>> shared(List<Map<Long, RunMeasure>> runs) {
    return runs.isEmpty()
        ? List.of()
        : runs.get(0).keySet().stream()
            .filter(seed -> runs.stream().allMatch(of -> of.containsKey(seed)))
            .map(seed -> runs.stream().map(of -> of.get(seed)).toList())
            .toList();
  }

  /**
   * Returns the mean over problems, each with the same weight.
   *
   * @param problems curves of the same algorithms
   * @param budget up to here; all of them have the same points up to it
   */
  static List<RankCurve> mean(List<List<RankCurve>> problems, int budget) {
    List<RankCurve> first = problems.get(0);
    List<RankCurve> means = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      List<RankPoint> points = new ArrayList<>();
      List<RankPoint> ofFirst = first.get(i).points();
      for (int at = 0; at < ofFirst.size() && ofFirst.get(at).step() <= budget; at++) {
        double sum = 0;
        for (List<RankCurve> problem : problems) {
          sum += problem.get(i).points().get(at).rank();
        }
        points.add(new RankPoint(ofFirst.get(at).step(), sum / problems.size()));
      }
      means.add(new RankCurve(first.get(i).algorithm(), points));
    }
    return means;
  }
}
