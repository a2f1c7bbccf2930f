package io.github.hwgptbench.pareto;

/**
 * A set of numbers from 0 to a bound that finds neighbours fast: a bit a number, and above them
 * levels of bits that say which words below have any, 64 at a time.
 */
final class RankSet {

  private final long[][] levels;

  RankSet(int bound) {
    int depth = 1;
    for (int words = words(bound); words > 1; words = words(words)) {
      depth++;
    }
    levels = new long[depth][];
    int bits = bound;
    for (int level = 0; level < depth; level++) {
      levels[level] = new long[words(bits)];
      bits = levels[level].length;
    }
  }

  private static int words(int bits) {
    return Math.max(1, (bits + 63) >>> 6);
  }

  void add(int rank) {
    int at = rank;
    for (long[] level : levels) {
      level[at >>> 6] |= 1L << at;
      at >>>= 6;
    }
  }

  void remove(int rank) {
    int at = rank;
    for (long[] level : levels) {
      level[at >>> 6] &= ~(1L << at);
      if (level[at >>> 6] != 0) {
        return;
      }
      at >>>= 6;
    }
  }

  /** Returns the largest number of the set below the given one; -1 if there is none. */
  int below(int rank) {
    int at = rank - 1;
    for (int level = 0; level < levels.length && at >= 0; level++) {
      long bits = levels[level][at >>> 6] & (-1L >>> (63 - (at & 63)));
      if (bits != 0) {
        int found = (at & ~63) + 63 - Long.numberOfLeadingZeros(bits);
        while (level-- > 0) {
          found = (found << 6) + 63 - Long.numberOfLeadingZeros(levels[level][found]);
        }
        return found;
      }
      at = (at >>> 6) - 1;
    }
    return -1;
  }

  /** Returns the smallest number of the set above the given one; -1 if there is none. */
  int above(int rank) {
    int at = rank + 1;
    for (int level = 0; level < levels.length; level++) {
      if (at >>> 6 >= levels[level].length) {
        return -1;
      }
      long bits = levels[level][at >>> 6] & (-1L << at);
      if (bits != 0) {
        int found = (at & ~63) + Long.numberOfTrailingZeros(bits);
        while (level-- > 0) {
          found = (found << 6) + Long.numberOfTrailingZeros(levels[level][found]);
        }
        return found;
      }
      at = (at >>> 6) + 1;
    }
    return -1;
  }
}
