package io.github.hwgptbench.algorithm.evolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Who stays of a population, and how good each is: the best fronts and, of the last that fits only
 * in part, those with the most room around them (Deb et al. 2002).
 *
 * @param survivors from the best front on; within one by descending crowding distance, then in the
 *     order of the population
 * @param ranks the front of each survivor, in all of the population
 * @param crowding the crowding distance of each survivor, in its front
 */
record Survival(List<Individual> survivors, int[] ranks, double[] crowding) {

  static Survival of(List<Individual> population, int size) {
    Fronts fronts = new Fronts(population);
    int kept = Math.min(size, population.size());
    List<Individual> survivors = new ArrayList<>(kept);
    int[] ranks = new int[kept];
    double[] crowding = new double[kept];
    for (int rank = 0; survivors.size() < kept; rank++) {
      int[] members = fronts.members(rank);
      double[] distances = fronts.crowding(rank);
      int[] order = Arrays.stream(members)
          .boxed()
          .sorted(Comparator.comparingDouble(member -> -distances[member]))
          .mapToInt(member -> member)
          .toArray();
      for (int i = 0; i < order.length && survivors.size() < kept; i++) {
        ranks[survivors.size()] = rank;
        crowding[survivors.size()] = distances[order[i]];
        survivors.add(population.get(order[i]));
      }
    }
    return new Survival(survivors, ranks, crowding);
  }

  /**
   * Returns whether a survivor is in a better front than another, or has no less room in the same.
   */
  boolean better(int one, int other) {
    return ranks[one] == ranks[other]
        ? crowding[one] >= crowding[other]
        : ranks[one] < ranks[other];
  }
}
