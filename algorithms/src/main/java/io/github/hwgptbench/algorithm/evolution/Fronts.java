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
  private final int[] ranks;
  private int count;

  Fronts(List<Individual> population) {
    this.population = population;
    this.ranks = new int[population.size()];
    double[] violations = population.stream()
        .mapToDouble(Individual::violation)
        .distinct()
        .sorted()
        .toArray();
    for (double violation : violations) {
      rank(IntStream.range(0, ranks.length)
          .filter(i -> population.get(i).violation() == violation)
          .toArray());
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

  /** The crowding distance of each member of a front, in the order of {@link #members}. */
  double[] crowding(int rank) {
    return CrowdingDistance.of(points(members(rank)));
  }
}
