package io.github.hwgptbench.pareto;

import java.util.Arrays;

/** A front in two dimensions that only grows: x rises from step to step, and y falls. */
final class Staircase {

  private double[] x = new double[8];
  private double[] y = new double[8];
  private int size;

  /** Returns whether a step is nowhere worse than the given point. */
  boolean covers(double px, double py) {
    int left = lastAtMost(px);
    return left >= 0 && y[left] <= py;
  }

  /** Adds a point that is not covered, and drops the steps that it covers. */
  void add(double px, double py) {
    int at = lastAtMost(px) + 1;
    if (at > 0 && x[at - 1] == px) {
      at--;
    }
    int end = at;
    while (end < size && y[end] >= py) {
      end++;
    }
    if (end == at && size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    if (end != at + 1) {
      System.arraycopy(x, end, x, at + 1, size - end);
      System.arraycopy(y, end, y, at + 1, size - end);
    }
    x[at] = px;
    y[at] = py;
    size += at + 1 - end;
  }

  /** Returns the last step whose x is at most the given one; -1 if there is none. */
  private int lastAtMost(double px) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x[middle] <= px) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
