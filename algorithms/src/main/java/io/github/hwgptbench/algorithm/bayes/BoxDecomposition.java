package io.github.hwgptbench.algorithm.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Disjoint boxes that cover what no point of a front dominates and what is better than the
 * reference point in every objective.
 *
 * <p>One objective: all that is better than the best. Two: a strip for each step of the staircase.
 * Three: the strips of the front of the first two, each from the level of the third at which it
 * came up to that at which a point cut it; 2 n + 1 boxes for n points at most. More: the boxes of
 * the {@link LocalUpperBounds}, the largest of them where there are more than {@link #MOST_BOXES}.
 */
final class BoxDecomposition {

  /** How many boxes there are at most with four objectives or more. */
  static final int MOST_BOXES = 4000;

  private BoxDecomposition() {}

  /**
   * A box.
   *
   * @param lower corner that is best in all objectives; may be negative infinity
   * @param upper corner that is worst in all objectives
   */
  record Box(double[] lower, double[] upper) {}

  /**
   * Returns the boxes.
   *
   * @param front any points; those that are not better than the reference point in every objective
   *     change nothing
   * @param reference of one objective or more
   */
  static List<Box> of(double[][] front, double[] reference) {
    List<double[]> inside = new ArrayList<>();
    for (double[] point : front) {
      if (isInside(point, reference)) {
        inside.add(point);
      }
    }
    return boxes(inside, reference);
  }

  private static boolean isInside(double[] point, double[] reference) {
    for (int j = 0; j < reference.length; j++) {
      if (!(point[j] < reference[j])) {
        return false;
      }
    }
    return true;
  }

  private static List<Box> boxes(List<double[]> points, double[] reference) {
    int last = reference.length - 1;
    if (last == 0) {
      double best = points.stream().mapToDouble(point -> point[0]).min().orElse(reference[0]);
      return List.of(new Box(new double[] {Double.NEGATIVE_INFINITY}, new double[] {best}));
    }
    if (last == 1) {
      List<Box> strips = new ArrayList<>();
      Staircase staircase = new Staircase(reference);
      points.forEach(point -> staircase.cut(point, 0, strips));
      strips.clear();
      staircase.finish(1, strips);
      return strips.stream()
          .map(box -> new Box(Arrays.copyOf(box.lower, 2), Arrays.copyOf(box.upper, 2)))
          .toList();
    }
    if (last > 2) {
      return new LocalUpperBounds(points, reference, MOST_BOXES).boxes();
    }
    List<double[]> rising = new ArrayList<>(points);
    rising.sort(Comparator.comparingDouble(point -> point[2]));
    List<Box> boxes = new ArrayList<>();
    Staircase staircase = new Staircase(reference);
    rising.forEach(point -> staircase.cut(point, point[2], boxes));
    staircase.finish(reference[2], boxes);
    return boxes;
  }

  /**
   * The strips below the staircase of two objectives, ordered by the first, while the third rises.
   */
  private static final class Staircase {

    /** From x to the x of the next strip, all y below the top, since a level of the third. */
    private record Strip(double x, double top, double since) {}

    private final double[] reference;
    private List<Strip> strips = new ArrayList<>();

    Staircase(double[] reference) {
      this.reference = reference;
      strips.add(new Strip(Double.NEGATIVE_INFINITY, reference[1], Double.NEGATIVE_INFINITY));
    }

    /** Takes away what a point dominates, from its level of the third objective on. */
    void cut(double[] point, double level, List<Box> done) {
      List<Strip> next = new ArrayList<>(strips.size() + 2);
      boolean lowered = false;
      for (int i = 0; i < strips.size(); i++) {
        Strip strip = strips.get(i);
        double end = end(i);
        if (end <= point[0] || strip.top <= point[1]) {
          next.add(strip);
          continue;
        }
        emit(strip, end, level, done);
        if (strip.x < point[0]) {
          next.add(new Strip(strip.x, strip.top, level));
        }
        if (!lowered) {
          next.add(new Strip(Math.max(strip.x, point[0]), point[1], level));
          lowered = true;
        }
      }
      strips = next;
    }

    void finish(double level, List<Box> done) {
      for (int i = 0; i < strips.size(); i++) {
        emit(strips.get(i), end(i), level, done);
      }
    }

    private double end(int strip) {
      return strip + 1 < strips.size() ? strips.get(strip + 1).x : reference[0];
    }

    private static void emit(Strip strip, double end, double level, List<Box> done) {
      if (strip.since < level) {
        done.add(new Box(
            new double[] {strip.x, Double.NEGATIVE_INFINITY, strip.since},
            new double[] {end, strip.top, level}));
      }
    }
  }
}
