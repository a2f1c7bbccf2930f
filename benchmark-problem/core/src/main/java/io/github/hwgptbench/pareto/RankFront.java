package io.github.hwgptbench.pareto;

/**
 * Points as ranks, and what they dominate of the box of another point, from that to the reference
 * point. One that is worse than the other point in one objective alone ends the box there, and what
 * is not better than all such ends has no part in it.
 */
final class RankFront {

  private static final int INDEX_BITS = 16;
  private static final int ONE = 1 << INDEX_BITS;

  private final int objectives;
  /** By objective, the ranks of members, the last objective rising. */
  private final int[][] members;

  private int size;

  /** In how many objectives a member is worse than the point, and behind it the sum of indices. */
  private final int[] worse;

  /** Negative where a member is within the corner. */
  private final int[] inside;
  /** Negative where a member is better than the point in some objective. */
  private final int[] better;

  private final int[] corner;
  private final int[][] shared;
  /** The members that share. */
  private final int[] chosen;

  /**
   * Begins with no members.
   *
   * @param most how many there are at most
   */
  RankFront(int objectives, int most) {
    this.objectives = objectives;
    members = new int[objectives][most];
    worse = new int[most];
    inside = new int[most];
    better = new int[most];
    corner = new int[objectives];
    shared = new int[objectives][most];
    chosen = new int[most];
  }

  void clear() {
    size = 0;
  }

  /** Adds a member that is not better than all others in the last objective. */
  void append(int[][] points, int point) {
    set(size, points, point);
    size++;
  }

  /** Replaces a member. */
  void set(int index, int[][] points, int point) {
    for (int j = 0; j < objectives; j++) {
      members[j][index] = points[j][point];
    }
  }

  /**
   * Compares all members with a point, which the methods that follow are about.
   *
   * @return whether a member is nowhere worse
   */
  boolean covers(int[][] points, int point) {
    for (int j = 0; j < objectives; j++) {
      compare(members[j], points[j][point], j);
    }
    int least = 1;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, worse[i]);
    }
    return least == 0;
  }

  private void compare(int[] ranks, int rank, int objective) {
    int before = objective == 0 ? 0 : -1;
    int one = ONE | objective;
    for (int i = 0; i < size; i++) {
      worse[i] = (worse[i] & before) + ((rank - ranks[i]) >> 31 & one);
      better[i] = (better[i] & before) | (ranks[i] - rank);
    }
  }

  /**
   * Returns where the box of the point ends.
   *
   * @param reference the ranks of the reference point
   */
  int[] corner(int[] reference) {
    System.arraycopy(reference, 0, corner, 0, objectives);
    for (int i = 0; i < size; i++) {
      if (worse[i] >>> INDEX_BITS == 1) {
        int only = worse[i] - ONE;
        corner[only] = Math.min(corner[only], members[only][i]);
      }
    }
    return corner;
  }

  /** Returns what both the point and a member dominate, for members that are within the corner. */
  int[][] shared() {
    return shared;
  }

  /** Finds the {@link #shared} points, and returns their number. */
  int share(int[][] points, int point) {
    for (int j = 0; j < objectives; j++) {
      int[] ranks = members[j];
      int end = corner[j];
      int before = j == 0 ? -1 : 0;
      for (int i = 0; i < size; i++) {
        inside[i] = (inside[i] | before) & (ranks[i] - end);
      }
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      chosen[count] = i;
      // Without a branch, which no processor could predict.
      count += inside[i] >>> 31;
    }
    for (int j = 0; j < objectives; j++) {
      int[] ranks = members[j];
      int[] to = shared[j];
      int rank = points[j][point];
      for (int k = 0; k < count; k++) {
        to[k] = Math.max(ranks[chosen[k]], rank);
      }
    }
    return count;
  }

  /** Makes the point a member, and drops those that are nowhere better. */
  void insert(int[][] points, int point) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (better[i] < 0) {
        if (kept < i) {
          set(kept, members, i);
        }
        kept++;
      }
    }
    int last = objectives - 1;
    int at = kept;
    while (at > 0 && members[last][at - 1] > points[last][point]) {
      at--;
    }
    for (int[] ranks : members) {
      System.arraycopy(ranks, at, ranks, at + 1, kept - at);
    }
    set(at, points, point);
    size = kept + 1;
  }
}
