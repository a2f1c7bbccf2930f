package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A population split into fronts by constrained dominance (Deb et al. 2002): what is feasible
 * dominates what is not, less violation dominates more, and among equal violations the objectives
 * decide.
 */
final class Fronts {

  private final List<Individual> population;
  /** The indices of the members, in the order of {@link Individual#compareTo}. */
  private final int[] order;

  private final int[] ranks;
  private int count;

  Fronts(List<Individual> population) {
    this(
        population,
        IntStream.range(0, population.size())
            .boxed()
            .sorted((a, b) -> population.get(a).compareTo(population.get(b)))
            .mapToInt(i -> i)
            .toArray());
  }

  /**
   * Ranks a population that was sorted before.
   *
   * @param order the indices of the members, in the order of {@link Individual#compareTo}; equal
   *     ones ascending
   */
  Fronts(List<Individual> population, int[] order) {
    this.population = population;
    this.order = order;
    this.ranks = new int[order.length];
    for (int from = 0, to = 1; from < order.length; from = to) {
      double violation = population.get(order[from]).violation();
      to = from + 1;
      while (to < order.length && population.get(order[to]).violation() == violation) {
        to++;
      }
      rank(Arrays.copyOfRange(order, from, to));
    }
  }

  /** Ranks members that are equal in violation, behind all that are ranked already. */
  private void rank(int[] members) {
    int[] own = NondominatedSorting.ranks(points(members));
    int first = count;
    for (int i = 0; i < members.length; i++) {
      ranks[members[i]] = first + own[i];
      count = Math.max(count, first + own[i] + 1);
    }
  }

  private double[][] points(int[] members) {
    double[][] points = new double[members.length][];
    for (int i = 0; i < members.length; i++) {
      points[i] = population.get(members[i]).objectives();
    }
    return points;
  }

  int count() {
    return count;
  }

  /** The front of a member, by its index in the population; 0 is the best. */
  int rank(int member) {
    return ranks[member];
  }

  /** The indices of the members of a front, ascending. */
  int[] members(int rank) {
    int[] members = new int[ranks.length];
    int size = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] == rank) {
        members[size++] = i;
      }
    }
    return Arrays.copyOf(members, size);
  }

  /** The crowding distance of each member of a front, by its index; 0 for all others. */
  double[] crowding(int rank) {
    int[] members = members(rank);
    if (population.get(members[0]).objectives().length == 2) {
      // Who is equal in one objective is so in both. So this order, which spares sorting, is that
      // of the population where values are equal.
      int size = 0;
      for (int member : order) {
        if (ranks[member] == rank) {
          members[size++] = member;
        }
      }
    }
    double[] distances = CrowdingDistance.of(points(members));
    double[] crowding = new double[ranks.length];
    for (int i = 0; i < members.length; i++) {
      crowding[members[i]] = distances[i];
    }
    return crowding;
  }
}
