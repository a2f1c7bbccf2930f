package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits points into fronts: the first holds those that no point dominates, the next those that
 * only points of the first dominate, and so on (Deb et al. 2002). Equal points share a front.
 *
 * <p>Points are visited in lexicographic order, so that none is dominated by a later one, and the
 * front of each is found by binary search (Zhang et al. 2015). What a front has to remember for
 * that is one value for two objectives, a front of two dimensions for three, and all its points for
 * more: O(n log n), O(n log&sup2; n) compares, and O(n&sup2;) at worst.
 */
public final class NondominatedSorting {

  private NondominatedSorting() {}

  /**
   * Returns the number of the front of each point, counted from 0.
   *
   * @param points any number of points, all of as many objectives; minimised
   * @throws IllegalArgumentException if points differ in their number of objectives, have none, or
   *     a value is NaN
   */
  public static int[] ranks(double[][] points) {
    int[] ranks = new int[points.length];
    if (points.length == 0) {
      return ranks;
    }
    double[][] columns = Columns.of(points);
    int[] order = Columns.order(columns);
    Fronts fronts = switch (columns.length) {
      case 1 -> new LineFronts();
      case 2 -> new PlaneFronts(columns[1]);
      case 3 -> new SpaceFronts(columns[1], columns[2]);
      default -> new PointFronts(points);
    };
    for (int i = 0; i < order.length; i++) {
      int point = order[i];
      ranks[point] = i > 0 && Columns.equal(columns, order[i - 1], point)
          ? ranks[order[i - 1]]
          : fronts.place(point);
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

  private static final class PointFronts extends Fronts {

    private final double[][] points;
    private final List<List<double[]>> members = new ArrayList<>();

    PointFronts(double[][] points) {
      this.points = points;
    }

    @Override
    boolean dominates(int front, int point) {
      List<double[]> others = members.get(front);
      // Late points are near in the first objective, and so the likelier ones to dominate.
      for (int i = others.size() - 1; i >= 0; i--) {
        if (Dominance.dominates(others.get(i), points[point])) {
          return true;
        }
      }
      return false;
    }

    @Override
    void add(int front, int point) {
      if (front == members.size()) {
        members.add(new ArrayList<>());
      }
      members.get(front).add(points[point]);
    }
  }
}
