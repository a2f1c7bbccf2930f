package io.github.hwgptbench.algorithm.evolution;

import java.util.List;

/**
 * The scores by which {@link PaperRegularizedEvolution} chooses. They are meant to be the places of
 * the members when all are sorted by front and, within a front, by an epsilon-net: the best in the
 * first objective, then always the one that is farthest from all before (Clarkson 2006).
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
    int[] places = new int[members.length];
    double[] distances = new double[members.length];
    boolean[] chosen = new boolean[members.length];
    int next = 0;
    for (int i = 0; i < members.length; i++) {
      distances[i] = Double.POSITIVE_INFINITY;
      if (population.get(members[i]).objectives()[0]
          < population.get(members[next]).objectives()[0]) {
        next = i;
      }
    }
    for (int place = 0; place < members.length; place++) {
      places[next] = place;
      chosen[next] = true;
      double[] center = population.get(members[next]).objectives();
      int farthest = -1;
      for (int i = 0; i < members.length; i++) {
        if (!chosen[i]) {
          double distance = squaredDistance(population.get(members[i]).objectives(), center);
          distances[i] = Math.min(distances[i], distance);
          if (farthest < 0 || distances[i] > distances[farthest]) {
            farthest = i;
          }
        }
      }
      next = farthest;
    }
    return places;
  }

  private static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i]) {
        sum += (one[i] - other[i]) * (one[i] - other[i]);
      }
    }
    return sum;
  }
}
