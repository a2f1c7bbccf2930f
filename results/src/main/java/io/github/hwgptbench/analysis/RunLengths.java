package io.github.hwgptbench.analysis;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Run lengths of an algorithm on one problem, to many targets from easy to hard, as in the
 * benchmarks of COCO (Hansen et al. 2021, Optimization Methods and Software 36, p. 114).
 *
 * @param pairs number of pairs of a target and a run
 * @param reached the share of these pairs that are reached over the budget (the runtime ECDF), at
 *     the steps of the curves of the problem
 * @param expected one per target of {@link #TARGETS}
 * @since 0.2.0
 */
public record RunLengths(int pairs, List<ReachedPoint> reached, List<ExpectedTime> expected) {

  private static final int PER_DECADE = 10;
  private static final int DECADES = 3;

  /**
   * Shares of the hypervolume of the {@link TargetFront}, ascending, of which 10<sup>-0.1</sup>,
   * 10<sup>-0.2</sup> and so on to 10<sup>-3</sup> are missing.
   */
  public static final List<Double> TARGETS = IntStream.rangeClosed(1, DECADES * PER_DECADE)
      .mapToObj(i -> 1 - StrictMath.pow(10, -i / (double) PER_DECADE))
      .collect(ImmutableList.toImmutableList());

  /** Copies the lists. */
  public RunLengths {
    reached = List.copyOf(reached);
    expected = List.copyOf(expected);
  }

  /**
   * Measures runs.
   *
   * @param runs of one algorithm on one problem
   * @param target of the problem
   * @param grid numbers of steps, rising, the last one that of the whole budget
   */
  static RunLengths of(List<RunMeasure> runs, Target target, int[] grid) {
    double[] volumes = TARGETS.stream().mapToDouble(target::volume).toArray();
    int[] successes = new int[volumes.length];
    long[] spent = new long[volumes.length];
    // How many pairs are reached first at each place of the grid.
    long[] pairs = new long[grid.length];
    for (RunMeasure run : runs) {
      int[] times = run.curve().evaluationsToEach(volumes);
      for (int i = 0; i < times.length; i++) {
        int at = Arrays.binarySearch(grid, times[i]);
        pairs[at < 0 ? -at - 1 : at]++;
        successes[i]++;
        spent[i] += times[i];
      }
      int steps = run.steps();
      for (int i = times.length; i < volumes.length; i++) {
        spent[i] += steps;
      }
    }
    int all = runs.size() * volumes.length;
    Arrays.parallelPrefix(pairs, Long::sum);
    List<ReachedPoint> reached = new ArrayList<>();
    for (int at = 0; at < grid.length; at++) {
      reached.add(new ReachedPoint(grid[at], pairs[at] / (double) all));
    }
    List<ExpectedTime> expected = new ArrayList<>();
    for (int i = 0; i < volumes.length; i++) {
      expected.add(new ExpectedTime(TARGETS.get(i), successes[i], runs.size(), spent[i]));
    }
    return new RunLengths(all, reached, expected);
  }

  /**
   * Returns the runtime ECDF over several problems, in which every pair of a target and a run has
   * the same weight.
   *
   * @param problems of one algorithm; all of them have the same steps up to the last one
   * @param steps the last one
   */
  static List<ReachedPoint> together(List<RunLengths> problems, int steps) {
    long pairs = problems.stream().mapToLong(RunLengths::pairs).sum();
    List<ReachedPoint> together = new ArrayList<>();
    for (int at = 0; at < problems.get(0).reached().size(); at++) {
      int step = problems.get(0).reached().get(at).step();
      if (step > steps) {
        break;
      }
      double sum = 0;
      for (RunLengths problem : problems) {
        sum += problem.pairs() * problem.reached().get(at).share();
      }
      together.add(new ReachedPoint(step, sum / pairs));
    }
    return together;
  }
}
