package io.github.hwgptbench.pareto;

import java.util.Arrays;

/**
 * Non-dominated sorting of two objectives or more by divide and conquer (Jensen 2003; Fortin,
 * Grenier and Parizeau 2013; Buzdalov and Shalyto 2014), O(n log<sup>m-1</sup> n).
 *
 * <p>Points are split in halves by the last objective. Once the fronts of the better half are
 * known, which points of the other half they push to later fronts is a question of one objective
 * less, down to two objectives, where a sweep keeps the best value of each front. Few points are
 * compared one by one. Where only the first front is asked for, points of others are dropped on the
 * way.
 */
final class DividedSorting {

  private static final int FEW = 24;
  private static final int FEW_PAIRS = 400;

  private final int objectives;
  private final boolean firstOnly;
  /** By point, its ranks in all objectives; points are distinct and in lexicographic order. */
  private final int[] values;

  private final int[] fronts;

  /** The best second values of fronts, both ascending. */
  private final int[] stairs;

  private final int[] stairFronts;
  private int size;

  private final int[] low;
  private final int[] high;

  private DividedSorting(int objectives, int[] values, boolean firstOnly) {
    int n = values.length / objectives;
    this.objectives = objectives;
    this.values = values;
    this.firstOnly = firstOnly;
    fronts = new int[n];
    stairs = new int[n];
    stairFronts = new int[n];
    low = new int[n];
    high = new int[n];
  }

  /**
   * Returns the number of the front of each point, counted from 0.
   *
   * @param columns by objective, of two or more, the values of points
   * @param order indices of the points in lexicographic order
   * @param firstOnly whether all numbers but 0 may be wrong
   */
  static int[] fronts(double[][] columns, int[] order, boolean firstOnly) {
    int[] places = new int[order.length];
    int distinct = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || !Columns.equal(columns, order[i - 1], order[i])) {
        distinct++;
      }
      places[order[i]] = distinct - 1;
    }
    int[] values = new int[distinct * columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      int rank = 0;
      int before = order[0];
      for (int i : j == 0 ? order : Columns.order(column)) {
        rank += column[i] > column[before] ? 1 : 0;
        before = i;
        values[places[i] * columns.length + j] = rank;
      }
    }
    DividedSorting sorting = new DividedSorting(columns.length, values, firstOnly);
    int[] all = new int[distinct];
    Arrays.setAll(all, i -> i);
    sorting.sort(all, columns.length - 1);
    return Arrays.stream(places).map(place -> sorting.fronts[place]).toArray();
  }

  /**
   * Sorts points among themselves.
   *
   * @param points ascending, with fronts that other points have pushed them to
   * @param last the last objective in which they may differ
   */
  private void sort(int[] points, int last) {
    if (points.length <= FEW) {
      for (int i = 1; i < points.length; i++) {
        push(points, i, points[i], last);
      }
    } else if (last == 1) {
      sweep(points, points);
    } else {
      int worst = worst(points, last);
      if (best(points, last) == worst) {
        sort(points, last - 1);
        return;
      }
      int middle = Math.min(median(points, last), worst - 1);
      int[] better = below(points, last, middle);
      int[] rest = above(points.length - better.length);
      sort(better, last);
      push(remaining(better), rest, last - 1);
      sort(remaining(rest), last);
    }
  }

  /**
   * Lets points, whose fronts are known, push others.
   *
   * @param last the last objective to compare; in those after it they are better, or equal to what
   *     others have
   */
  private void push(int[] points, int[] others, int last) {
    if (points.length == 0 || others.length == 0) {
      return;
    }
    if ((long) points.length * others.length <= FEW_PAIRS * last
        || points.length == 1
        || others.length == 1) {
      for (int other : others) {
        push(points, points.length, other, last);
      }
    } else if (last == 1) {
      sweep(points, others);
    } else {
      int worst = worst(points, last);
      if (worst <= best(others, last)) {
        push(points, others, last - 1);
        return;
      }
      int farthest = worst(others, last);
      if (best(points, last) > farthest) {
        return;
      }
      int median = median(points.length > others.length ? points : others, last);
      int middle = Math.min(median, Math.max(worst, farthest) - 1);
      int[] better = below(points, last, middle);
      int[] rest = above(points.length - better.length);
      int[] betterOthers = below(others, last, middle);
      int[] otherOthers = above(others.length - betterOthers.length);
      push(better, betterOthers, last);
      push(better, otherOthers, last - 1);
      push(rest, otherOthers, last);
    }
  }

  /** Returns the points that are still of interest. */
  private int[] remaining(int[] points) {
    return firstOnly ? Arrays.stream(points).filter(point -> fronts[point] == 0).toArray() : points;
  }

  /** Lets the first of some points push another, where they come before it. */
  private void push(int[] points, int count, int other, int last) {
    int front = fronts[other];
    for (int i = count - 1; i >= 0; i--) {
      int point = points[i];
      if (fronts[point] >= front
          && point < other
          && covers(point * objectives, other * objectives, last)) {
        front = fronts[point] + 1;
      }
    }
    fronts[other] = front;
  }

  private boolean covers(int one, int other, int last) {
    for (int j = last; j >= 0; j--) {
      if (values[one + j] > values[other + j]) {
        return false;
      }
    }
    return true;
  }

  /** Lets points push others, or those after them, in two objectives. */
  private void sweep(int[] points, int[] others) {
    size = 0;
    int next = 0;
    for (int other : others) {
      for (; next < points.length && points[next] < other; next++) {
        int y = values[points[next] * objectives + 1];
        put(stairsUpTo(y), y, fronts[points[next]]);
      }
      int at = stairsUpTo(values[other * objectives + 1]);
      if (at > 0) {
        fronts[other] = Math.max(fronts[other], stairFronts[at - 1] + 1);
      }
    }
  }

  private int stairsUpTo(int y) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (stairs[middle] <= y) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Puts a stair behind those up to its value, in the place of later ones of no later front. */
  private void put(int count, int y, int front) {
    if (count > 0 && stairFronts[count - 1] >= front) {
      return;
    }
    int at = count > 0 && stairs[count - 1] == y ? count - 1 : count;
    int next = at;
    while (next < size && stairFronts[next] <= front) {
      next++;
    }
    if (next != at + 1) {
      System.arraycopy(stairs, next, stairs, at + 1, size - next);
      System.arraycopy(stairFronts, next, stairFronts, at + 1, size - next);
    }
    stairs[at] = y;
    stairFronts[at] = front;
    size += at + 1 - next;
  }

  private int best(int[] points, int objective) {
    int best = Integer.MAX_VALUE;
    for (int point : points) {
      best = Math.min(best, values[point * objectives + objective]);
    }
    return best;
  }

  private int worst(int[] points, int objective) {
    int worst = Integer.MIN_VALUE;
    for (int point : points) {
      worst = Math.max(worst, values[point * objectives + objective]);
    }
    return worst;
  }

  /** Returns the points up to a value; {@link #above} then has the others. */
  private int[] below(int[] points, int objective, int value) {
    int kept = 0;
    int others = 0;
    for (int point : points) {
      // Without a branch, which no processor could predict.
      int isAbove = value - values[point * objectives + objective] >>> 31;
      low[kept] = point;
      high[others] = point;
      kept += 1 - isAbove;
      others += isAbove;
    }
    return Arrays.copyOf(low, kept);
  }

  private int[] above(int count) {
    return Arrays.copyOf(high, count);
  }

  /** A value in the middle, about: the median of nine. */
  private int median(int[] points, int objective) {
    int[] sample = new int[9];
    for (int i = 0; i < sample.length; i++) {
      int at = (int) ((long) i * points.length / sample.length);
      sample[i] = values[points[at] * objectives + objective];
    }
    Arrays.sort(sample);
    return sample[sample.length / 2];
  }
}
