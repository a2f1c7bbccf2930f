package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.ParetoArchive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What no other point dominates, under constrained dominance (Deb et al. 2002): less violation is
 * better, whatever the objectives, and among equal violations the objectives decide. Of equal
 * points the first stays.
 */
final class Archive {

  private static final Comparator<Member> BY_NUMBER = Comparator.comparingLong(Member::number);

  /** Members of the same violation; null before the first. */
  private @Nullable ParetoArchive<Member> front;

  private double violation;
  /** The members with their crowding distances; null until somebody asks. */
  private @Nullable Crowd crowd;

  private record Crowd(List<Member> members, double[] distances) {}

  /** Adds a point unless a member is as good, and drops the members that it dominates. */
  void add(Member member) {
    if (front != null && member.violation() > violation) {
      return;
    }
    if (front == null || member.violation() < violation) {
      front = ParetoArchive.of(member.objectives().length);
      violation = member.violation();
    }
    if (front.add(member.objectives(), member)) {
      crowd = null;
    }
  }

  /** In the order in which they came. */
  List<Member> members() {
    List<Member> members = sorted();
    members.sort(BY_NUMBER);
    return members;
  }

  /** In lexicographic order. */
  private List<Member> sorted() {
    List<Member> members = new ArrayList<>();
    if (front != null) {
      front.members().forEach(member -> members.add(member.value()));
    }
    return members;
  }

  private Crowd crowd() {
    if (crowd == null) {
      List<Member> members = sorted();
      if (!members.isEmpty() && members.get(0).objectives().length != 2) {
        // With two objectives no values are equal, so the order does not matter, and sorted ones
        // need no sorting.
        members.sort(BY_NUMBER);
      }
      double[][] points = new double[members.size()][];
      for (int i = 0; i < points.length; i++) {
        points[i] = members.get(i).objectives();
      }
      crowd = new Crowd(members, CrowdingDistance.of(points));
    }
    return crowd;
  }

  /**
   * Returns the member with the largest crowding distance for each neighbour that was drawn, and
   * one, the first of equal ones; empty if all neighbours of all members were drawn.
   */
  Optional<Member> roomiest() {
    Crowd among = crowd();
    Member roomiest = null;
    double most = -1;
    for (int i = 0; i < among.distances().length; i++) {
      Member member = among.members().get(i);
      if (!member.explored()) {
        double room =
            Math.min(among.distances()[i], member.objectives().length) / (1 + member.drawn());
        if (room > most
            || (room == most && roomiest != null && member.number() < roomiest.number())) {
          roomiest = member;
          most = room;
        }
      }
    }
    return Optional.ofNullable(roomiest);
  }
}
