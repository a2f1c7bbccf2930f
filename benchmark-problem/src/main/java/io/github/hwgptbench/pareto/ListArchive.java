package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.List;

/** Members of any number of objectives, each compared with every point that comes. */
final class ListArchive<T> extends ParetoArchive<T> {

  private final List<Member<T>> members = new ArrayList<>();

  ListArchive(int objectives) {
    super(objectives);
  }

  @Override
  boolean addChecked(Member<T> member) {
    double[] point = member.objectives();
    for (Member<T> other : members) {
      if (Dominance.covers(other.objectives(), point)) {
        return false;
      }
    }
    members.removeIf(other -> Dominance.dominates(point, other.objectives()));
    members.add(member);
    return true;
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public List<Member<T>> members() {
    double[][] points = members.stream().map(Member::objectives).toArray(double[][]::new);
    List<Member<T>> ordered = new ArrayList<>(points.length);
    if (points.length > 0) {
      for (int index : Columns.order(Columns.of(points))) {
        ordered.add(members.get(index));
      }
    }
    return List.copyOf(ordered);
  }
}
