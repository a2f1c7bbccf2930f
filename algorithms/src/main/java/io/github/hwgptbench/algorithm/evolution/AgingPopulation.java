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

  AgingPopulation(int size) {
    this.size = size;
  }

  /** Adds a member, and lets the oldest go if there are too many, even if it is the new one. */
  void add(Individual individual) {
    int at = members.size();
    while (at > 0 && members.get(at - 1).number() > individual.number()) {
      at--;
    }
    members.add(at, individual);
    if (members.size() > size) {
      members.remove(0);
    }
  }

  /** From the oldest to the youngest; a view. */
  List<Individual> members() {
    return Collections.unmodifiableList(members);
  }
}
