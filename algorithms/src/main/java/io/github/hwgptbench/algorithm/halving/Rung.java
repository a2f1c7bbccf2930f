package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import java.util.Optional;
import java.util.TreeMap;

/** What was evaluated at one level, and what of that has gone on to the next. */
final class Rung {

  private final int level;
  private final double reduction;
  private final Spread spread;
  /** The members by their violation. */
  private final TreeMap<Double, RankedFronts> members = new TreeMap<>();

  private int size;
  /** Whether nothing was added since there was last nothing to promote. */
  private boolean searched;

  /**
   * Begins with nothing.
   *
   * @param level the fidelity of its candidates
   * @param reduction one of this number continues
   * @param spread decides within a front
   */
  Rung(int level, double reduction, Spread spread) {
    this.level = level;
    this.reduction = reduction;
    this.spread = spread;
  }

  int level() {
    return level;
  }

  void add(Evaluation evaluation) {
    Member added = new Member(size++, evaluation);
    members.computeIfAbsent(added.violation(), key -> new RankedFronts(spread)).add(added);
    searched = false;
  }

  /**
   * Returns the genes of the best member that is among the best share and has not gone on, which
   * from here on it has.
   */
  Optional<int[]> promote() {
    Optional<Member> best = searched ? Optional.empty() : waiting();
    best.ifPresent(Member::promote);
    searched = best.isEmpty();
    return best.map(Member::genes);
  }

  private Optional<Member> waiting() {
    int left = (int) (size / reduction);
    for (RankedFronts equals : members.values()) {
      Optional<Member> waiting = equals.waiting(left);
      if (waiting.isPresent()) {
        return waiting;
      }
      left -= equals.size();
    }
    return Optional.empty();
  }
}
