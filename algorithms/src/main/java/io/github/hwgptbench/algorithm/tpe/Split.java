package io.github.hwgptbench.algorithm.tpe;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.pareto.HypervolumeSubset;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The better tenth of what was evaluated, and the rest: what holds all constraints before what does
 * not, then by non-dominated rank. Of the rank that fits in part only, those are taken that
 * together have the most hypervolume (Ozaki et al. 2022), and of what is infeasible, those that
 * violate least.
 */
final class Split {

  /** The least distance of the reference point where the worst value of an objective is 0. */
  private static final double EPSILON = 1e-12;

  private Split() {}

  /**
   * Returns which evaluations are among the better ones.
   *
   * @param count how many, 0 to the number of evaluations
   * @return their indices, ascending
   */
  static int[] best(List<Evaluation> evaluations, int count) {
    List<Integer> feasible = new ArrayList<>();
    List<Integer> infeasible = new ArrayList<>();
    for (int i = 0; i < evaluations.size(); i++) {
      (evaluations.get(i).feasible() ? feasible : infeasible).add(i);
    }
    infeasible.sort(Comparator.comparingDouble(index -> evaluations.get(index).totalViolation()));
    TreeSet<Integer> best = new TreeSet<>();
    double[][] points = feasible.stream()
        .map(index -> evaluations.get(index).comparableObjectives())
        .toArray(double[][]::new);
    for (int[] front : NondominatedSorting.fronts(points)) {
      int room = count - best.size();
      int[] chosen = front.length <= room ? front : mostHypervolume(points, front, room);
      Arrays.stream(chosen).forEach(index -> best.add(feasible.get(index)));
    }
    infeasible.stream().limit(count - best.size()).forEach(best::add);
    return best.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] mostHypervolume(double[][] points, int[] front, int room) {
    double[][] values =
        Arrays.stream(front).mapToObj(index -> points[index]).toArray(double[][]::new);
    double[] reference = reference(values);
    // A volume up to infinity says nothing; the first are as good as any then.
    boolean finite = Stream.concat(Stream.of(values), Stream.of(reference))
        .flatMapToDouble(Arrays::stream)
        .allMatch(Double::isFinite);
    int[] chosen = finite
        ? HypervolumeSubset.greedy(values, reference, room)
        : IntStream.range(0, room).toArray();
    return Arrays.stream(chosen).map(index -> front[index]).toArray();
  }

  /** The worst value of each objective, and a tenth of its size more. */
  private static double[] reference(double[][] values) {
    double[] reference = new double[values[0].length];
    for (int j = 0; j < reference.length; j++) {
      int objective = j;
      double worst =
          Arrays.stream(values).mapToDouble(row -> row[objective]).max().orElseThrow();
      reference[j] = worst == 0 ? EPSILON : worst + 0.1 * Math.abs(worst);
    }
    return reference;
  }
}
