package io.github.hwgptbench.algorithm.front;

import io.github.hwgptbench.algorithm.front.Exploration.Found;
import io.github.hwgptbench.pareto.ParetoArchive.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Improves a front where it is: by Pareto local search (Paquete, Chiarandini and Stuetzle 2004)
 * from every member, and by mixing members that are near to each other.
 */
record FrontPolish(Exploration exploration, LayeredGenotypes layered, RandomGenerator random) {

  /** How far apart mates are at most, in members. */
  private static final int REACH = 32;
  /** Layers of a mixture that are drawn anew at most. */
  private static final int MOST_CHANGES = 4;

  /** Explores the surroundings of all members, and of those that this finds, to the end. */
  void explore() {
    List<Member<Found>> todo = unexplored();
    while (!todo.isEmpty()) {
      // Members close to each other have the same surroundings; far ones first make them obsolete.
      Collections.shuffle(todo, new Random(random.nextLong()));
      for (Member<Found> member : todo) {
        if (exploration.exhausted()) {
          return;
        }
        if (!exploration.archive().dominates(member.objectives())) {
          explore(member);
        }
      }
      todo = unexplored();
    }
  }

  private List<Member<Found>> unexplored() {
    List<Member<Found>> members = new ArrayList<>(exploration.archive().members());
    members.removeIf(member -> member.value().explored());
    return members;
  }

  private void explore(Member<Found> member) {
    int[] genes = member.value().genes();
    member.value().setExplored();
    List<int[]> changed = layered.oneLayerChanges(genes);
    double[][] values = exploration.evaluateNeighbors(genes, changed).objectives();
    exploration.evaluate(layered.bodyChanges(genes));
    if (!exploration.exhausted()) {
      exploration.evaluateNeighbors(genes, promisingPairs(member, changed, values));
    }
  }

  /** Two changes in different layers, where the sum of their effects is not known to be bad. */
  private List<int[]> promisingPairs(Member<Found> member, List<int[]> changed, double[][] values) {
    int[] genes = member.value().genes();
    double[] center = member.objectives();
    double[] sum = new double[center.length];
    int others = layered.options() - 1;
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < changed.size(); i++) {
      for (int j = (i / others + 1) * others; j < changed.size(); j++) {
        for (int k = 0; k < sum.length; k++) {
          sum[k] = values[i][k] + values[j][k] - center[k];
        }
        if (!exploration.archive().dominates(sum)) {
          int layer = j / others;
          pairs.add(layered.with(changed.get(i), layer, layered.option(changed.get(j), layer)));
        }
      }
    }
    return pairs;
  }

  /**
   * Evaluates mixtures of members that are near to each other, and explores the surroundings of
   * what they find, until rounds on end have found nothing.
   *
   * @param round mixtures of a round
   * @param patience how many rounds may find nothing
   */
  void mixUntilNothingIsFound(int round, int patience) {
    int idle = 0;
    while (idle < patience && !exploration.exhausted() && exploration.archive().size() > 0) {
      long before = exploration.found();
      for (int mixed = 0; mixed < round; mixed += Exploration.BATCH) {
        exploration.evaluate(mixtures(Exploration.BATCH));
      }
      idle = exploration.found() == before ? idle + 1 : 0;
      explore();
    }
  }

  private List<int[]> mixtures(int count) {
    List<Member<Found>> members = exploration.archive().members();
    List<int[]> mixtures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int one = random.nextInt(members.size());
      int other = one + random.nextInt(2 * REACH + 1) - REACH;
      int[] genes = members.get(one).value().genes();
      int[] near = members.get(Math.floorMod(other, members.size())).value().genes();
      int[] mate = layered.sameBody(genes, near) ? near : genes;
      mixtures.add(layered.mixed(genes, mate, 1 + random.nextInt(MOST_CHANGES), random));
    }
    return mixtures;
  }
}
