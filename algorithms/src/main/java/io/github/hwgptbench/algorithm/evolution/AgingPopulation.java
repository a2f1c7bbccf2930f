package io.github.hwgptbench.algorithm.evolution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A population that its oldest members leave. Age is the order of proposing, so it does not matter
 * in which order members come.
 */
final class AgingPopulation {

  private final int size;
  private final List<Individual> members = new ArrayList<>();
  /** The indices of the members as {@link Fronts} needs them. */
  private int[] order = {};

  AgingPopulation(int size) {
    this.size = size;
  }

  /** Adds a member, and lets the oldest go if there are too many, even if it is the new one. */
  void add(Individual individual) {
    int at = members.size();
    while (at > 0 && members.get(at - 1).number() > individual.number()) {
      at--;
    }
    sortIn(individual, at);
    members.add(at, individual);
    if (members.size() > size) {
      members.remove(0);
      dropOldest();
    }
  }

  private void sortIn(Individual individual, int index) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int compared = members.get(order[middle]).compareTo(individual);
      if (compared < 0 || compared == 0 && order[middle] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int[] longer = new int[order.length + 1];
    for (int i = 0; i < order.length; i++) {
      longer[i < low ? i : i + 1] = order[i] < index ? order[i] : order[i] + 1;
    }
    longer[low] = index;
    order = longer;
  }

  private void dropOldest() {
    int[] shorter = new int[order.length - 1];
    int size = 0;
    for (int index : order) {
      if (index > 0) {
        shorter[size++] = index - 1;
      }
    }
    order = shorter;
  }

  /** Returns the present fronts. */
  Fronts fronts() {
    return new Fronts(members(), order);
  }

  /** From the oldest to the youngest; a view. */
  List<Individual> members() {
    return Collections.unmodifiableList(members);
  }
}
