package io.github.hwgptbench.pareto;

/**
 * The hypervolume of four objectives, of points as ranks: a sweep over the last objective that
 * keeps the front of the other three and adds up what each point adds to its volume (HV4D+,
 * Guerreiro and Fonseca 2018), O(n<sup>2</sup>) but for few points that change many others.
 *
 * <p>What a point adds is swept in the third objective, from its own value to that of the reference
 * point. At its own value, the area that it dominates alone in the first two is bounded by the
 * nearest members to its left and below it; few members are between these, and the rest have no
 * part in it. The area shrinks with the members that follow, often to nothing long before the end.
 */
final class SpaceSweep {

  private static final int NONE = Integer.MAX_VALUE;

  /** By objective, the values of the ranks; the last one is that of the reference point. */
  private final double[] xs;

  private final double[] ys;
  private final double[] zs;
  private final double[] ws;

  /** Members of the front, by rising third objective. */
  private int[] x;

  private int[] y;
  private int[] z;
  private int size;

  /** From these on all is dominated: ends of the space, or points at the least other values. */
  private int endX;

  private int endY;
  private int endZ;

  /** The least ranks of all points. */
  private int leastX;

  private int leastY;
  private int leastZ;

  /** What members dominate of what the added point does, in the first two objectives. */
  private int[] stairX;

  private int[] stairY;
  private int stairs;

  /**
   * Prepares a sweep.
   *
   * @param values by objective, the value of each rank, the last that of the reference point
   * @param most how many points there are at most
   */
  SpaceSweep(double[][] values, int most) {
    xs = values[0];
    ys = values[1];
    zs = values[2];
    ws = values[3];
    x = new int[most];
    y = new int[most];
    z = new int[most];
    stairX = new int[most + 2];
    stairY = new int[most + 2];
  }

  /**
   * Returns the hypervolume of points.
   *
   * @param points by objective, the ranks of each point, the last objective rising
   * @param count how many points there are
   * @param corner the ranks of the reference point
   */
  double volume(int[][] points, int count, int[] corner) {
    size = 0;
    int[] x = points[0];
    int[] y = points[1];
    int[] z = points[2];
    leastX = least(x, count);
    leastY = least(y, count);
    leastZ = least(z, count);
    endX = corner[0];
    endY = corner[1];
    endZ = corner[2];
    double end = ws[corner[3]];
    double volume = 0;
    for (int i = 0; i < count; i++) {
      if (x[i] < endX && y[i] < endY && z[i] < endZ) {
        volume += add(x[i], y[i], z[i]) * (end - ws[points[3][i]]);
      }
    }
    return volume;
  }

  private static int least(int[] ranks, int count) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, ranks[i]);
    }
    return least;
  }

  /** Adds a point to the front, where it belongs there, and returns the volume that it adds. */
  private double add(int left, int bottom, int height) {
    int[] x = this.x;
    int[] y = this.y;
    int[] z = this.z;
    int start = 0;
    int top = NONE;
    int right = NONE;
    while (start < size && z[start] <= height) {
      top = Math.min(top, y[start] | ((left - x[start]) >> 31 & NONE));
      right = Math.min(right, x[start] | ((bottom - y[start]) >> 31 & NONE));
      start++;
    }
    if (top <= bottom) {
      return 0;
    }
    top = Math.min(top, endY);
    right = Math.min(right, endX);
    stairs = 0;
    push(left, top);
    push(right, bottom);
    for (int i = 0; i < start; i++) {
      if (((left - x[i]) & (x[i] - right) & (bottom - y[i]) & (y[i] - top)) < 0) {
        step(x[i], y[i]);
      }
    }
    double free = free(left, bottom);
    double gain = 0;
    int level = height;
    int kept = start;
    int next = start;
    while (next < size) {
      int stairLeft = Math.max(x[next], left);
      int stairBottom = Math.max(y[next], bottom);
      if (stairLeft < right && stairBottom < top) {
        gain += free * (zs[z[next]] - zs[level]);
        level = z[next];
        if (stairLeft == left && stairBottom == bottom) {
          free = 0;
          break;
        }
        // Rounding must not make an area of less than nothing.
        free = Math.max(0, free - step(stairLeft, stairBottom));
        if (stairLeft == left) {
          top = stairBottom;
        } else if (stairBottom == bottom) {
          right = stairLeft;
        }
      }
      if (x[next] < left || y[next] < bottom) {
        x[kept] = x[next];
        y[kept] = y[next];
        z[kept] = z[next];
        kept++;
      }
      next++;
    }
    gain += free * (zs[endZ] - zs[level]);
    if (!isEnd(left, bottom, height)) {
      insert(left, bottom, height, start, kept, next);
    } else if (kept < next) {
      move(next, kept, size - next);
      size -= next - kept;
    }
    return gain;
  }

  /**
   * Returns whether a point is at the least value in two objectives, so that it dominates all that
   * is beyond it in the other, and moves that end.
   */
  private boolean isEnd(int left, int bottom, int height) {
    if (bottom == leastY && height == leastZ) {
      endX = left;
    } else if (left == leastX && height == leastZ) {
      endY = bottom;
    } else if (left == leastX && bottom == leastY) {
      endZ = height;
    } else {
      return false;
    }
    return true;
  }

  private void push(int left, int bottom) {
    stairX[stairs] = left;
    stairY[stairs] = bottom;
    stairs++;
  }

  /** The area between the added point and the stairs. */
  private double free(int left, int bottom) {
    double area = 0;
    for (int i = 1; i < stairs; i++) {
      area += (xs[stairX[i]] - xs[stairX[i - 1]]) * (ys[stairY[i - 1]] - ys[bottom]);
    }
    return area;
  }

  /**
   * Puts a point among the stairs, where it belongs there, and returns the area that they gain.
   *
   * @param left from that of the first stair to less than that of the last
   * @param bottom from that of the last stair to less than that of the first
   */
  private double step(int left, int bottom) {
    int at = 0;
    while (stairX[at + 1] <= left) {
      at++;
    }
    double area = 0;
    int from = left;
    int next = at;
    while (stairY[next] > bottom) {
      area += (xs[stairX[next + 1]] - xs[from]) * (ys[stairY[next]] - ys[bottom]);
      from = stairX[next + 1];
      next++;
    }
    if (next > at) {
      at += stairX[at] == left ? 0 : 1;
      next += stairY[next] == bottom ? 1 : 0;
      shift(next, at + 1);
      stairX[at] = left;
      stairY[at] = bottom;
      stairs += at + 1 - next;
    }
    return area;
  }

  /** Moves all stairs from one on; a call of arraycopy takes longer, as there are few. */
  private void shift(int from, int to) {
    if (from < to) {
      for (int i = stairs - 1; i >= from; i--) {
        stairX[i + 1] = stairX[i];
        stairY[i + 1] = stairY[i];
      }
    } else if (from > to) {
      for (int i = from; i < stairs; i++) {
        stairX[to + i - from] = stairX[i];
        stairY[to + i - from] = stairY[i];
      }
    }
  }

  /** Puts a member in the place of those from the kept ones to the next, in the right order. */
  private void insert(int left, int bottom, int height, int at, int kept, int next) {
    if (kept == next) {
      move(at, at + 1, size - at);
      size++;
    } else {
      move(at, at + 1, kept - at);
      move(next, kept + 1, size - next);
      size -= next - kept - 1;
    }
    x[at] = left;
    y[at] = bottom;
    z[at] = height;
  }

  private void move(int from, int to, int count) {
    if (from == to || count == 0) {
      return;
    }
    System.arraycopy(x, from, x, to, count);
    System.arraycopy(y, from, y, to, count);
    System.arraycopy(z, from, z, to, count);
  }
}
