package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What is known of an evaluated genotype.
 *
 * @param genes in canonical form
 * @param objectives values, all finite
 * @param margins of the constraints, all finite
 * @param feasible whether all constraints hold and all observed objectives are finite
 */
record Observation(int[] genes, double[] objectives, double[] margins, boolean feasible) {

  /**
   * Returns the genes of what no other dominates, among what is feasible, or among all if nothing
   * is.
   */
  static List<int[]> front(List<Observation> observations) {
    List<Observation> feasible =
        observations.stream().filter(Observation::feasible).toList();
    return nondominated(feasible.isEmpty() ? observations : feasible).stream()
        .map(Observation::genes)
        .toList();
  }

  /** Returns what no other dominates, whether it is feasible or not. */
  static List<Observation> nondominated(List<Observation> observations) {
    return Arrays.stream(NondominatedSorting.firstFront(objectives(observations)))
        .mapToObj(observations::get)
        .toList();
  }

  /**
   * Returns as many observations as there is room for, in their order: what is feasible before what
   * is not, then by non-dominated front, then the latest.
   */
  static List<Observation> nearestToTheFront(List<Observation> observations, int room) {
    if (observations.size() <= room) {
      return List.copyOf(observations);
    }
    int[] ranks = NondominatedSorting.ranks(objectives(observations));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.<Integer, Boolean>comparing(i -> !observations.get(i).feasible)
        .thenComparing(i -> ranks[i])
        .thenComparing(Comparator.reverseOrder()));
    return new TreeSet<>(order.subList(0, room)).stream().map(observations::get).toList();
  }

  private static double[][] objectives(List<Observation> observations) {
    return observations.stream().map(Observation::objectives).toArray(double[][]::new);
  }
}
