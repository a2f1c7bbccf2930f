package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.pareto.EpsilonNet;
import java.util.Arrays;
import java.util.List;

/**
 * The scores by which {@link PaperRegularizedEvolution} chooses. They are meant to be the places of
 * the members when all are sorted by front and, within a front, in the order of an
 * {@link EpsilonNet}.
 */
final class MisreadPriority {

  private MisreadPriority() {}

  /** Returns one score a member; the smaller, the better it is believed to be. */
  static int[] scores(List<Individual> population) {
    Fronts fronts = new Fronts(population);
    int[] scores = new int[population.size()];
    int place = 0;
    for (int rank = 0; rank < fronts.count(); rank++) {
      int[] members = fronts.members(rank);
      int[] places = placesInNet(population, members);
      for (int i = 0; i < members.length; i++) {
        // Sorted, the member at places[i] would be members[i]. Here it is the other way round, and
        // what is at a place is then taken for the score of the member that has its number.
        scores[place++] = members[places[i]];
      }
    }
    return scores;
  }

  /** The place of each member of a front in the order of its epsilon-net. */
  private static int[] placesInNet(List<Individual> population, int[] members) {
    int[] order = EpsilonNet.order(Arrays.stream(members)
        .mapToObj(member -> population.get(member).objectives())
        .toArray(double[][]::new));
    int[] places = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
    }
    return places;
  }
}
