package io.github.hwgptbench.pareto;

import java.util.Arrays;

/**
 * The front of three objectives as it grows, and what every point adds to its hypervolume.
 *
 * <p>What a point adds is swept in its third objective, from its own value to that of the reference
 * point: the area that it dominates alone in the other two shrinks with every member that is
 * passed, often to nothing long before the end.
 */
final class SpaceFront {

  private final double[] reference;
  /** Members, by rising third objective. */
  private double[] x = new double[16];

  private double[] y = new double[16];
  private double[] z = new double[16];
  private int size;

  /** The front, in the first two objectives, of the members that were passed. */
  private double[] stairX = new double[16];

  private double[] stairY = new double[16];
  private int stairs;

  SpaceFront(double[] reference) {
    this.reference = reference;
  }

  /**
   * Adds a point that is better than the reference point in every objective.
   *
   * @return the volume that it adds; 0 if a member is nowhere worse
   */
  double add(double[] point) {
    double gain = gain(point);
    if (gain > 0) {
      insert(point);
    }
    return gain;
  }

  private double gain(double[] point) {
    stairs = 0;
    double free = (reference[0] - point[0]) * (reference[1] - point[1]);
    double volume = 0;
    double from = point[2];
    for (int i = 0; i < size; i++) {
      if (z[i] > from) {
        volume += free * (z[i] - from);
        from = z[i];
      }
      double left = Math.max(x[i], point[0]);
      double low = Math.max(y[i], point[1]);
      if (left == point[0] && low == point[1]) {
        return volume;
      }
      // Rounding must not make an area of less than nothing.
      free = Math.max(0, free - step(left, low));
    }
    return volume + free * (reference[2] - from);
  }

  /** Puts a point on the staircase, where it belongs there, and returns the area it adds. */
  private double step(double left, double low) {
    int right = Arrays.binarySearch(stairX, 0, stairs, left);
    if (right < 0) {
      right = -right - 1;
    } else if (stairY[right] <= low) {
      return 0;
    }
    double top = right == 0 ? reference[1] : stairY[right - 1];
    if (top <= low) {
      return 0;
    }
    double area = 0;
    double from = left;
    int next = right;
    while (next < stairs && stairY[next] >= low) {
      area += (stairX[next] - from) * (top - low);
      from = stairX[next];
      top = stairY[next];
      next++;
    }
    area += ((next == stairs ? reference[0] : stairX[next]) - from) * (top - low);
    if (stairs == stairX.length) {
      stairX = Arrays.copyOf(stairX, 2 * stairs);
      stairY = Arrays.copyOf(stairY, 2 * stairs);
    }
    System.arraycopy(stairX, next, stairX, right + 1, stairs - next);
    System.arraycopy(stairY, next, stairY, right + 1, stairs - next);
    stairX[right] = left;
    stairY[right] = low;
    stairs += 1 - (next - right);
    return area;
  }

  /** Puts a point among the members, and drops those that it dominates. */
  private void insert(double[] point) {
    int at = 0;
    while (at < size && z[at] < point[2]) {
      at++;
    }
    int kept = at;
    for (int i = at; i < size; i++) {
      if (x[i] < point[0] || y[i] < point[1]) {
        x[kept] = x[i];
        y[kept] = y[i];
        z[kept] = z[i];
        kept++;
      }
    }
    size = kept;
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      z = Arrays.copyOf(z, 2 * size);
    }
    System.arraycopy(x, at, x, at + 1, size - at);
    System.arraycopy(y, at, y, at + 1, size - at);
    System.arraycopy(z, at, z, at + 1, size - at);
    x[at] = point[0];
    y[at] = point[1];
    z[at] = point[2];
    size++;
  }
}
