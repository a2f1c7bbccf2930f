package io.github.hwgptbench.pareto;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members by their first objective; the second one falls along them. */
final class PlaneArchive<T> extends ParetoArchive<T> {

  private final TreeMap<Double, Member<T>> byFirst = new TreeMap<>();

  PlaneArchive() {
    super(2);
  }

  @Override
  boolean addChecked(Member<T> member) {
    // The map tells a negative zero from zero, dominance does not.
    double x = member.objectives()[0] + 0.0;
    double y = member.objectives()[1];
    Map.Entry<Double, Member<T>> left = byFirst.floorEntry(x);
    if (left != null && left.getValue().objectives()[1] <= y) {
      return false;
    }
    Map.Entry<Double, Member<T>> right = byFirst.ceilingEntry(x);
    while (right != null && right.getValue().objectives()[1] >= y) {
      byFirst.remove(right.getKey());
      right = byFirst.ceilingEntry(x);
    }
    byFirst.put(x, member);
    return true;
  }

  @Override
  boolean dominatesChecked(double[] point) {
    // The last one to the left is the lowest of these.
    Map.Entry<Double, Member<T>> left = byFirst.floorEntry(point[0] + 0.0);
    return left != null && Dominance.dominates(left.getValue().objectives(), point);
  }

  @Override
  public int size() {
    return byFirst.size();
  }

  @Override
  public List<Member<T>> members() {
    return List.copyOf(byFirst.values());
  }
}
