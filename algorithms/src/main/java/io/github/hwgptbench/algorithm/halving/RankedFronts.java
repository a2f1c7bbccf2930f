package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.internal.halving.Spread;
import io.github.hwgptbench.pareto.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Members of a rung in nondominated fronts. One that is added moves to the next front only what it
 * dominates, and from there on only what that dominates (Li, Deb, Zhang and Zhang 2017,
 * <i>Efficient nondomination level update method for steady-state evolutionary multiobjective
 * optimization</i>). Within a front an order is found again when the front has changed and somebody
 * in it has not gone on.
 */
final class RankedFronts {

  private final Spread spread;
  private final List<Front> fronts = new ArrayList<>();

  /** Members of which none dominates another, in the order in which they came to the rung. */
  private final class Front {

    private final List<Member> members = new ArrayList<>();
    private int @Nullable [] order;

    boolean dominates(Member other) {
      return members.stream()
          .anyMatch(member -> Dominance.dominates(member.objectives(), other.objectives()));
    }

    List<Member> dominated(List<Member> by) {
      return members.stream()
          .filter(member -> by.stream()
              .anyMatch(other -> Dominance.dominates(other.objectives(), member.objectives())))
          .toList();
    }

    void replace(List<Member> leaving, List<Member> entering) {
      members.removeAll(leaving);
      members.addAll(entering);
      members.sort(Comparator.comparingInt(Member::number));
      order = null;
    }

    /** Returns the first of the best that has not gone on. */
    Optional<Member> waiting(int best) {
      if (members.stream().allMatch(Member::promoted)) {
        return Optional.empty();
      }
      if (order == null) {
        order = spread.order(members.stream().map(Member::objectives).toArray(double[][]::new));
      }
      return Arrays.stream(order)
          .limit(best)
          .mapToObj(members::get)
          .filter(member -> !member.promoted())
          .findFirst();
    }
  }

  /**
   * Begins with nothing.
   *
   * @param spread decides within a front
   */
  RankedFronts(Spread spread) {
    this.spread = spread;
  }

  int size() {
    return fronts.stream().mapToInt(front -> front.members.size()).sum();
  }

  void add(Member added) {
    List<Member> entering = List.of(added);
    for (int rank = rank(added); !entering.isEmpty(); rank++) {
      List<Member> leaving =
          rank < fronts.size() ? fronts.get(rank).dominated(entering) : List.of();
      if (rank == fronts.size() || leaving.size() == fronts.get(rank).members.size()) {
        // Whoever was in this front or a later one is one front further back.
        fronts.add(rank, new Front());
        leaving = List.of();
      }
      fronts.get(rank).replace(leaving, entering);
      entering = leaving;
    }
  }

  /** A front that dominates a member does so with all fronts before it. */
  private int rank(Member added) {
    int low = 0;
    int high = fronts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (fronts.get(middle).dominates(added)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Returns the first member, from the first front on and within a front in its order, that has not
   * gone on.
   *
   * @param best how many members are looked at
   */
  Optional<Member> waiting(int best) {
    int left = best;
    for (Front front : fronts) {
      if (left <= 0) {
        break;
      }
      Optional<Member> waiting = front.waiting(left);
      if (waiting.isPresent()) {
        return waiting;
      }
      left -= front.members.size();
    }
    return Optional.empty();
  }
}
