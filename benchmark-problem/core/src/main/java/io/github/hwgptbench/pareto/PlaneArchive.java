package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Members by their first objective, which rises along them; the second one falls. They are in
 * blocks, so that a new one moves few others.
 */
final class PlaneArchive<T> extends ParetoArchive<T> {

  private static final int MOST_IN_BLOCK = 256;

  /** None is empty but that of no members. */
  private final List<Block<T>> blocks = new ArrayList<>(List.of(new Block<>()));

  private int size;

  PlaneArchive() {
    super(2);
  }

  /** Members next to each other. */
  private static final class Block<T> {

    private final List<Member<T>> members = new ArrayList<>();
    /** The first objectives of the members, behind which is room. */
    private double[] firsts = new double[16];
    /** The second objectives of the members. */
    private double[] seconds = new double[16];

    /** Returns how many members have a first objective up to a value. */
    int upTo(double first) {
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

    /** Returns the first member from an index on whose second objective is below a value. */
    int below(double second, int from) {
      int at = from;
      while (at < members.size() && seconds[at] >= second) {
        at++;
      }
      return at;
    }

    /** Puts a member in the place of others. */
    void replace(int from, int to, Member<T> member) {
      int size = members.size();
      if (size == firsts.length) {
        firsts = Arrays.copyOf(firsts, 2 * size);
        seconds = Arrays.copyOf(seconds, 2 * size);
      }
      move(to, from + 1);
      firsts[from] = member.objectives()[0];
      seconds[from] = member.objectives()[1];
      if (to == from) {
        members.add(from, member);
      } else {
        members.set(from, member);
        members.subList(from + 1, to).clear();
      }
    }

    private void move(int from, int to) {
      int count = members.size() - from;
      System.arraycopy(firsts, from, firsts, to, count);
      System.arraycopy(seconds, from, seconds, to, count);
    }

    void dropFirst(int count) {
      move(count, 0);
      members.subList(0, count).clear();
    }

    /** Moves the second half to a new block. */
    Block<T> split() {
      int half = members.size() / 2;
      List<Member<T>> moved = members.subList(half, members.size());
      Block<T> second = new Block<>();
      second.firsts = Arrays.copyOfRange(firsts, half, members.size());
      second.seconds = Arrays.copyOfRange(seconds, half, members.size());
      second.members.addAll(moved);
      moved.clear();
      return second;
    }
  }

  @Override
  boolean addChecked(double[] point, T value) {
    int at = blockOf(point[0]);
    Block<T> block = blocks.get(at);
    int right = block.upTo(point[0]);
    if (right > 0 && block.seconds[right - 1] <= point[1]) {
      return false;
    }
    int from = right > 0 && block.firsts[right - 1] == point[0] ? right - 1 : right;
    int to = block.below(point[1], from);
    boolean toTheEnd = to == block.members.size();
    block.replace(from, to, new Member<>(point.clone(), value));
    size += 1 - (to - from);
    if (toTheEnd) {
      dropFrom(at + 1, point[1]);
    }
    if (block.members.size() > MOST_IN_BLOCK) {
      blocks.add(at + 1, block.split());
    }
    return true;
  }

  /** Drops members from a block on whose second objective is not below a value. */
  private void dropFrom(int at, double second) {
    while (at < blocks.size()) {
      Block<T> block = blocks.get(at);
      int to = block.below(second, 0);
      size -= to;
      if (to < block.members.size()) {
        block.dropFirst(to);
        return;
      }
      blocks.remove(at);
    }
  }

  /** Returns the last block that begins up to a first objective, or the first one. */
  private int blockOf(double first) {
    int low = 1;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).firsts[0] <= first) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  boolean dominatesChecked(double[] point) {
    // The last one to the left is the lowest of these.
    Block<T> block = blocks.get(blockOf(point[0]));
    int right = block.upTo(point[0]);
    return right > 0 && Dominance.dominates(block.members.get(right - 1).objectives(), point);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Member<T>> members() {
    List<Member<T>> members = new ArrayList<>(size);
    blocks.forEach(block -> members.addAll(block.members));
    return List.copyOf(members);
  }
}
