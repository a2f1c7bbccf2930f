package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A population split into fronts by constrained dominance (Deb et al. 2002): what is feasible
 * dominates what is not, less violation dominates more, and among equal violations the objectives
 * decide.
 */
final class Fronts {

  private final List<Individual> population;
  private final int[] ranks;
  private final int count;

  Fronts(List<Individual> population) {
    this.population = population;
    this.ranks = new int[population.size()];
    Integer[] order = new Integer[population.size()];
    Arrays.setAll(order, i -> i);
    boolean constrained = population.stream().anyMatch(it -> it.violation() > 0);
    if (constrained) {
      Arrays.sort(order, Comparator.comparingDouble(i -> population.get(i).violation()));
    }
    int fronts = 0;
    int from = 0;
    while (from < order.length) {
      int to = constrained ? from + 1 : order.length;
      double violation = population.get(order[from]).violation();
      while (to < order.length && population.get(order[to]).violation() == violation) {
        to++;
      }
      fronts = rank(Arrays.copyOfRange(order, from, to), fronts);
      from = to;
    }
    count = fronts;
  }

  /** Ranks some that are equal in violation, and returns the first rank behind them. */
  private int rank(Integer[] members, int first) {
    double[][] points = new double[members.length][];
    for (int i = 0; i < members.length; i++) {
      points[i] = population.get(members[i]).objectives();
    }
    int[] own = NondominatedSorting.ranks(points);
    int next = first;
    for (int i = 0; i < members.length; i++) {
      ranks[members[i]] = first + own[i];
      next = Math.max(next, first + own[i] + 1);
    }
    return next;
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

  /** The crowding distance of each member of a front, in the order of {@link #members}. */
  double[] crowding(int rank) {
    List<double[]> points = new ArrayList<>();
    for (int member : members(rank)) {
      points.add(population.get(member).objectives());
    }
    return CrowdingDistance.of(points.toArray(double[][]::new));
  }
}
