package io.github.hwgptbench.gp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and
 * Shanno (Nocedal and Wright 2006, algorithms 7.4 and 7.5), with a line search that shortens the
 * step until the function falls enough (Armijo). Pairs without positive curvature are left out.
 *
 * @param iterations how many steps at most
 * @param tolerance ends when a step lowers the function by less than this
 */
record LimitedMemoryBfgs(Function function, int iterations, double tolerance) {

  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final int LONGEST_LINE_SEARCH = 12;
  /** The most that a coordinate moves in one step; ours are logarithms. */
  private static final double LONGEST_STEP = 2;

  /** A function with its gradient. */
  @FunctionalInterface
  interface Function {

    /**
     * Returns the value at a point; positive infinity where there is none, in which case the
     * gradient is not read.
     *
     * @param gradient receives the derivatives
     */
    double at(double[] point, double[] gradient);
  }

  private record Pair(double[] step, double[] change, double curvature) {}

  /** Returns the best point found from a start, the start itself if nothing is better. */
  double[] minimize(double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = direction(gradient, memory);
      double slope = DotProduct.of(direction, gradient, point.length);
      if (!(slope < 0)) {
        return point;
      }
      double length = firstLength(direction, gradient, memory.isEmpty());
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double nextValue = Double.POSITIVE_INFINITY;
      int tries = 0;
      do {
        for (int d = 0; d < point.length; d++) {
          next[d] = point[d] + length * direction[d];
        }
        nextValue = function.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
        length *= shorter(value, slope * length, nextValue);
      } while (++tries < LONGEST_LINE_SEARCH);
      if (!(nextValue < value)) {
        return point;
      }
      remember(memory, point, next, gradient, nextGradient);
      double gain = value - nextValue;
      point = next;
      gradient = nextGradient;
      value = nextValue;
      if (gain < tolerance) {
        return point;
      }
    }
    return point;
  }

  private static double firstLength(double[] direction, double[] gradient, boolean steepest) {
    double largest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
    double length = steepest ? 0.5 / Math.max(largest, 1e-300) : 1;
    return Math.min(length, LONGEST_STEP / Math.max(largest, 1e-300));
  }

  /** The minimum of the parabola through both values, kept between a tenth and a half. */
  private static double shorter(double value, double slope, double nextValue) {
    double factor = -slope / (2 * (nextValue - value - slope));
    return factor >= 0.1 && factor <= 0.5 ? factor : (factor > 0.5 ? 0.5 : 0.1);
  }

  private static void remember(
      Deque<Pair> memory, double[] from, double[] to, double[] gradient, double[] nextGradient) {
    int n = from.length;
    double[] step = new double[n];
    double[] change = new double[n];
    for (int d = 0; d < n; d++) {
      step[d] = to[d] - from[d];
      change[d] = nextGradient[d] - gradient[d];
    }
    double curvature = DotProduct.of(step, change, n);
    if (curvature > 1e-10 * DotProduct.of(change, change, n)) {
      memory.addLast(new Pair(step, change, curvature));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    int n = gradient.length;
    double[] direction = new double[n];
    for (int d = 0; d < n; d++) {
      direction[d] = -gradient[d];
    }
    if (memory.isEmpty()) {
      return direction;
    }
    double[] shares = new double[memory.size()];
    int index = memory.size();
    for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      shares[--index] = DotProduct.of(pair.step, direction, n) / pair.curvature;
      add(direction, pair.change, -shares[index]);
    }
    Pair last = memory.getLast();
    double scale = last.curvature / DotProduct.of(last.change, last.change, n);
    for (int d = 0; d < n; d++) {
      direction[d] *= scale;
    }
    for (Pair pair : memory) {
      double share = DotProduct.of(pair.change, direction, n) / pair.curvature;
      add(direction, pair.step, shares[index++] - share);
    }
    return direction;
  }

  private static void add(double[] sum, double[] vector, double factor) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += factor * vector[d];
    }
  }
}
