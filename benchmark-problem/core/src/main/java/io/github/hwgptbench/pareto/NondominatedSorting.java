package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits points into fronts: the first holds those that no point dominates, the next those that
 * only points of the first dominate, and so on (Deb et al. 2002). Equal points share a front.
 *
 * <p>Up to three objectives, points are visited in lexicographic order, so that none is dominated
 * by a later one, and the front of each is found by binary search (Zhang et al. 2015). What a front
 * has to remember for that is one value for two objectives, and a front of two dimensions for
 * three: O(n log n) and O(n log&sup2; n). With more objectives m, fronts and what is nowhere worse
 * than a point are sets of bits (Moreno et al. 2021), O(n&sup2;) with 64 pairs at once; more points
 * are sorted by divide and conquer (Jensen 2003; Fortin, Grenier and Parizeau 2013), O(n
 * log<sup>m-1</sup> n).
 */
public final class NondominatedSorting {

  /** Another pass over points pays if the last one has left no larger share of them. */
  private static final double WORTHWHILE = 0.9;

  /** Up to so many points, a bit for each pair is faster than division, and takes little memory. */
  private static final int MOST_IN_PAIRS = 10_000;

  private NondominatedSorting() {}

  /**
   * Returns the number of the front of each point, counted from 0.
   *
   * @param points any number of points, all of as many objectives; minimised
   * @throws IllegalArgumentException if points differ in their number of objectives, have none, or
   *     a value is NaN
   */
  public static int[] ranks(double[][] points) {
    return ranks(Columns.of(points), false);
  }

  /**
   * Returns the indices of the points that no other dominates, ascending: the first of
   * {@link #fronts}, without a sort of the others.
   *
   * @param points any number of points, all of as many objectives; minimised
   * @throws IllegalArgumentException if points differ in their number of objectives, have none, or
   *     a value is NaN
   * @since 0.2.0
   */
  public static int[] firstFront(double[][] points) {
    double[][] columns = Columns.of(points);
    int[] rest = IntStream.range(0, points.length).toArray();
    int before;
    do {
      before = rest.length;
      rest = withoutDominatedBySmallest(columns, rest);
    } while (rest.length < WORTHWHILE * before);
    int[] candidates = rest;
    double[][] kept = new double[columns.length][];
    for (int j = 0; j < kept.length; j++) {
      double[] column = columns[j];
      kept[j] = Arrays.stream(candidates).mapToDouble(i -> column[i]).toArray();
    }
    int[] ranks = ranks(kept, true);
    return IntStream.range(0, ranks.length)
        .filter(i -> ranks[i] == 0)
        .map(i -> candidates[i])
        .toArray();
  }

  /**
   * Drops what the point with the smallest sum dominates, which is much of a set with many fronts.
   */
  private static int[] withoutDominatedBySmallest(double[][] columns, int[] indices) {
    int smallest = 0;
    double smallestSum = Double.POSITIVE_INFINITY;
    for (int i : indices) {
      double sum = 0;
      for (double[] column : columns) {
        sum += column[i];
      }
      if (sum < smallestSum) {
        smallest = i;
        smallestSum = sum;
      }
    }
    int pivot = smallest;
    return Arrays.stream(indices).filter(i -> !dominates(columns, pivot, i)).toArray();
  }

  private static boolean dominates(double[][] columns, int one, int other) {
    boolean better = false;
    for (double[] column : columns) {
      if (column[one] > column[other]) {
        return false;
      }
      better |= column[one] < column[other];
    }
    return better;
  }

  /** The numbers of the fronts; if only the first is asked for, all but 0 may be wrong. */
  private static int[] ranks(double[][] columns, boolean firstOnly) {
    int[] order = Columns.order(columns);
    if (columns.length > 3 && order.length > MOST_IN_PAIRS) {
      return DividedSorting.fronts(columns, order, firstOnly);
    }
    int[] ranks = new int[order.length];
    Fronts fronts = switch (columns.length) {
      case 0, 1 -> new LineFronts();
      case 2 -> new PlaneFronts(columns[1]);
      case 3 -> new SpaceFronts(columns[1], columns[2]);
      default -> new BitFronts(columns, order);
    };
    for (int i = 0; i < order.length; i++) {
      int point = order[i];
      if (i > 0 && Columns.equal(columns, order[i - 1], point)) {
        ranks[point] = ranks[order[i - 1]];
      } else if (firstOnly && fronts.count > 0 && fronts.dominates(0, point)) {
        ranks[point] = 1;
      } else {
        ranks[point] = fronts.place(point);
      }
    }
    return ranks;
  }

  /**
   * Returns the indices of the points of each front, both from the best front on and ascending
   * within each.
   *
   * @param points any number of points, all of as many objectives; minimised
   * @throws IllegalArgumentException if points differ in their number of objectives, have none, or
   *     a value is NaN
   */
  public static List<int[]> fronts(double[][] points) {
    int[] ranks = ranks(points);
    int[] sizes = new int[Arrays.stream(ranks).max().orElse(-1) + 1];
    for (int rank : ranks) {
      sizes[rank]++;
    }
    List<int[]> fronts = new ArrayList<>();
    for (int size : sizes) {
      fronts.add(new int[size]);
    }
    int[] next = new int[sizes.length];
    for (int point = 0; point < ranks.length; point++) {
      fronts.get(ranks[point])[next[ranks[point]]++] = point;
    }
    return fronts;
  }

  /** The fronts so far. A front that dominates a point does so with all fronts before it. */
  private abstract static class Fronts {

    private int count;

    /** Puts a point into the first front that does not dominate it, and returns its number. */
    int place(int point) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (dominates(middle, point)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low == count) {
        count++;
      }
      add(low, point);
      return low;
    }

    abstract boolean dominates(int front, int point);

    /** Adds a point to a front, the last one of which may be new. */
    abstract void add(int front, int point);
  }

  /** With one objective every distinct value is a front. */
  private static final class LineFronts extends Fronts {

    @Override
    boolean dominates(int front, int point) {
      return true;
    }

    @Override
    void add(int front, int point) {}
  }

  /** With two objectives the smallest second value of a front decides, that of its last point. */
  private static final class PlaneFronts extends Fronts {

    private final double[] y;
    private final double[] smallest;

    PlaneFronts(double[] y) {
      this.y = y;
      this.smallest = new double[y.length];
    }

    @Override
    boolean dominates(int front, int point) {
      return smallest[front] <= y[point];
    }

    @Override
    void add(int front, int point) {
      smallest[front] = y[point];
    }
  }

  private static final class SpaceFronts extends Fronts {

    private final double[] y;
    private final double[] z;
    private final List<Staircase> staircases = new ArrayList<>();

    SpaceFronts(double[] y, double[] z) {
      this.y = y;
      this.z = z;
    }

    @Override
    boolean dominates(int front, int point) {
      return staircases.get(front).covers(y[point], z[point]);
    }

    @Override
    void add(int front, int point) {
      if (front == staircases.size()) {
        staircases.add(new Staircase());
      }
      staircases.get(front).add(y[point], z[point]);
    }
  }

  /** With more objectives, sets of points as bits, by their place in lexicographic order. */
  private static final class BitFronts extends Fronts {

    private final int[] places;
    /** By place, those of the points before it that are nowhere worse. */
    private final long[][] covering;

    private final List<long[]> members = new ArrayList<>();

    BitFronts(double[][] columns, int[] order) {
      int n = order.length;
      places = new int[n];
      covering = new long[n][];
      for (int place = 0; place < n; place++) {
        places[order[place]] = place;
        long[] before = new long[(place >>> 6) + 1];
        Arrays.fill(before, -1);
        before[place >>> 6] = (1L << place) - 1;
        covering[place] = before;
      }
      for (int j = 1; j < columns.length; j++) {
        keepUpTo(columns[j]);
      }
    }

    /** Drops those that are worse in an objective. */
    private void keepUpTo(double[] column) {
      int[] rising = Columns.order(column);
      long[] upTo = words();
      int next = 0;
      for (int point : rising) {
        while (next < rising.length && column[rising[next]] <= column[point]) {
          set(upTo, rising[next]);
          next++;
        }
        long[] covering = this.covering[places[point]];
        for (int word = 0; word < covering.length; word++) {
          covering[word] &= upTo[word];
        }
      }
    }

    private long[] words() {
      return new long[(places.length + 63) >>> 6];
    }

    private void set(long[] words, int point) {
      int place = places[point];
      words[place >>> 6] |= 1L << place;
    }

    @Override
    boolean dominates(int front, int point) {
      long[] covering = this.covering[places[point]];
      long[] others = members.get(front);
      for (int word = 0; word < covering.length; word++) {
        if ((covering[word] & others[word]) != 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    void add(int front, int point) {
      if (front == members.size()) {
        members.add(words());
      }
      set(members.get(front), point);
    }
  }
}
