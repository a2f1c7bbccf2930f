package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Chooses a few of many points such that they have much hypervolume together, minimising: the point
 * that adds most, then the one that adds most to it, and so on. The volume is at least 1 - 1/e, 63
 * %, of the best that as many points can have (Nemhauser, Wolsey and Fisher 1978; Guerreiro,
 * Fonseca and Paquete 2016).
 *
 * <p>What a point adds can only fall as others are chosen, so that it is computed anew only for
 * points that were promising enough before.
 *
 * @since 0.2.0
 */
public final class HypervolumeSubset {

  private HypervolumeSubset() {}

  /** A point, and the volume that it adds to the first chosen ones, an upper bound for more. */
  private record Bound(int index, double gain, int chosen) {}

  /**
   * Chooses points. Of points that add as much, the first is chosen.
   *
   * @param points any number of points
   * @param reference the reference point, of one objective or more, all finite
   * @param count how many points to choose, 0 to the number of points
   * @return the indices of the chosen points, in the order of choosing
   * @throws IllegalArgumentException if there are fewer points than asked for, or a point or the
   *     reference point is not as {@link Hypervolume#of} allows
   */
  public static int[] greedy(double[][] points, double[] reference, int count) {
    if (count < 0 || count > points.length) {
      throw new IllegalArgumentException(
          Text.format("Subset of %d points; allowed: 0 to %d", count, points.length));
    }
    PriorityQueue<Bound> bounds = new PriorityQueue<>(
        Comparator.comparingDouble((Bound bound) -> -bound.gain).thenComparing(Bound::index));
    for (int i = 0; i < points.length; i++) {
      bounds.add(new Bound(i, Hypervolume.of(new double[][] {points[i]}, reference), 0));
    }
    int[] chosen = new int[count];
    List<double[]> subset = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Bound best = bounds.remove();
      while (best.chosen < k) {
        bounds.add(new Bound(best.index, gain(points[best.index], subset, reference), k));
        best = bounds.remove();
      }
      chosen[k] = best.index;
      subset.add(points[best.index]);
    }
    return chosen;
  }

  /** Returns the volume of the box of a point without what others dominate of it. */
  private static double gain(double[] point, List<double[]> others, double[] reference) {
    double box = 1;
    for (int objective = 0; objective < point.length; objective++) {
      box *= Math.max(0, reference[objective] - point[objective]);
    }
    double[][] shadows = new double[others.size()][point.length];
    for (int i = 0; i < shadows.length; i++) {
      double[] other = others.get(i);
      Arrays.setAll(shadows[i], objective -> Math.max(point[objective], other[objective]));
      if (Arrays.equals(shadows[i], point)) {
        // It is dominated; a difference of two volumes might not be exactly 0.
        return 0;
      }
    }
    return box - Hypervolume.of(shadows, reference);
  }
}
