package io.github.hwgptbench.supernet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The merges of a byte pair encoding, in their order. Until none applies, the first one that does
 * joins all of its pairs, from left to right. Takes n log n steps for n parts: the parts are a
 * linked list, and the pairs that can be joined are in a priority queue.
 *
 * <p>Parts are non-negative numbers, whatever they stand for.
 */
final class PairMerges {

  private static final int NONE = -1;

  private final Map<Long, Merge> merges = new HashMap<>();

  private record Merge(int rank, int joined) {}

  /** A merge of the part at an index with the next one, at the time of queueing. */
  private record Candidate(int rank, int index) implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
      return rank == other.rank
          ? Integer.compare(index, other.index)
          : Integer.compare(rank, other.rank);
    }
  }

  /** Adds a merge after all others; ignored if the pair has one. */
  void add(int left, int right, int joined) {
    merges.putIfAbsent(pair(left, right), new Merge(merges.size(), joined));
  }

  private static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  /** Returns what becomes of some parts. */
  int[] apply(int[] parts) {
    return new Joining(parts).run();
  }

  private final class Joining {

    /** The part at each index; NONE where it belongs to one before it. */
    private final int[] parts;

    private final int[] next;
    private final int[] previous;
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    Joining(int[] parts) {
      this.parts = parts.clone();
      next = new int[parts.length];
      previous = new int[parts.length];
      for (int i = 0; i < parts.length; i++) {
        next[i] = i + 1 < parts.length ? i + 1 : NONE;
        previous[i] = i - 1;
      }
    }

    int[] run() {
      for (int i = 0; i < parts.length; i++) {
        queue(i);
      }
      List<Integer> changed = new ArrayList<>();
      while (!queue.isEmpty()) {
        // What a merge makes possible waits until it has joined all of its pairs.
        int rank = queue.element().rank;
        while (!queue.isEmpty() && queue.element().rank == rank) {
          int index = queue.remove().index;
          Merge merge = merge(index);
          if (merge != null && merge.rank == rank) {
            join(index, merge.joined);
            changed.add(index);
          }
        }
        for (int index : changed) {
          queue(index);
          queue(previous[index]);
        }
        changed.clear();
      }
      return Arrays.stream(parts).filter(part -> part != NONE).toArray();
    }

    private void queue(int index) {
      Merge merge = merge(index);
      if (merge != null) {
        queue.add(new Candidate(merge.rank, index));
      }
    }

    /** Returns the merge of the part at an index with the next one; null if there is none. */
    private @Nullable Merge merge(int index) {
      return index == NONE || parts[index] == NONE || next[index] == NONE
          ? null
          : merges.get(pair(parts[index], parts[next[index]]));
    }

    private void join(int index, int joined) {
      int right = next[index];
      parts[index] = joined;
      parts[right] = NONE;
      next[index] = next[right];
      if (next[index] != NONE) {
        previous[next[index]] = index;
      }
    }
  }
}
