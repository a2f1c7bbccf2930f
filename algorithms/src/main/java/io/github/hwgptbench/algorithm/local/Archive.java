package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.Dominance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What no other point dominates, under constrained dominance (Deb et al. 2002): less violation is
 * better, whatever the objectives, and among equal violations the objectives decide. Of equal
 * points the first stays.
 */
final class Archive {

  /** In the order in which they came; all of the same violation. */
  private final List<Member> members = new ArrayList<>();
  /** Of each member; null until somebody asks. */
  private double @Nullable [] crowding;

  /** Adds a point unless a member is as good, and drops the members that it dominates. */
  void add(Member member) {
    for (Member other : members) {
      if (other.violation() < member.violation()
          || (other.violation() == member.violation()
              && Dominance.covers(other.objectives(), member.objectives()))) {
        return;
      }
    }
    members.removeIf(other -> member.violation() < other.violation()
        || Dominance.dominates(member.objectives(), other.objectives()));
    members.add(member);
    crowding = null;
  }

  List<Member> members() {
    return members;
  }

  /**
   * Returns the member with the largest crowding distance for each neighbour that was drawn, and
   * one; empty if all neighbours of all members were drawn.
   */
  Optional<Member> roomiest() {
    if (crowding == null) {
      crowding =
          CrowdingDistance.of(members.stream().map(Member::objectives).toArray(double[][]::new));
    }
    Member roomiest = null;
    double most = -1;
    for (int i = 0; i < crowding.length; i++) {
      Member member = members.get(i);
      if (!member.explored()) {
        double room = Math.min(crowding[i], member.objectives().length) / (1 + member.drawn());
        if (room > most) {
          roomiest = member;
          most = room;
        }
      }
    }
    return Optional.ofNullable(roomiest);
  }
}
