package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Members by their first objective, which rises along them; the second one falls. */
final class PlaneArchive<T> extends ParetoArchive<T> {

  private static final int FIRST_ROOM = 16;

  private final List<Member<T>> members = new ArrayList<>();
  /** The first objectives of the members, behind which is room. */
  private double[] firsts = new double[FIRST_ROOM];
  /** The second objectives of the members. */
  private double[] seconds = new double[FIRST_ROOM];

  PlaneArchive() {
    super(2);
  }

  @Override
  boolean addChecked(double[] point, T value) {
    int right = upTo(point[0]);
    if (right > 0 && seconds[right - 1] <= point[1]) {
      return false;
    }
    int from = right > 0 && firsts[right - 1] == point[0] ? right - 1 : right;
    int to = from;
    while (to < members.size() && seconds[to] >= point[1]) {
      to++;
    }
    replace(from, to, new Member<>(point.clone(), value));
    return true;
  }

  /** Puts a member in the place of others. */
  private void replace(int from, int to, Member<T> member) {
    int size = members.size();
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * size);
      seconds = Arrays.copyOf(seconds, 2 * size);
    }
    System.arraycopy(firsts, to, firsts, from + 1, size - to);
    System.arraycopy(seconds, to, seconds, from + 1, size - to);
    firsts[from] = member.objectives()[0];
    seconds[from] = member.objectives()[1];
    if (to == from) {
      members.add(from, member);
    } else {
      members.set(from, member);
      members.subList(from + 1, to).clear();
    }
  }

  /** Returns how many members have a first objective up to a value. */
  private int upTo(double first) {
    int low = 0;
    int high = members.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] <= first) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  boolean dominatesChecked(double[] point) {
    // The last one to the left is the lowest of these.
    int right = upTo(point[0]);
    return right > 0 && Dominance.dominates(members.get(right - 1).objectives(), point);
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public List<Member<T>> members() {
    return List.copyOf(members);
  }
}
