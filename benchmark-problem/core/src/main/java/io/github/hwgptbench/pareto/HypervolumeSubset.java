package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
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

  /** A point, and at most how much volume it adds. */
  private record Bound(int index, double gain) {}

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
      bounds.add(new Bound(i, volume(List.of(points[i]), reference)));
    }
    int[] chosen = new int[count];
    List<double[]> subset = new ArrayList<>();
    double volume = 0;
    for (int k = 0; k < count; k++) {
      Bound best = bounds.remove();
      while (k > 0) {
        List<double[]> with = new ArrayList<>(subset);
        with.add(points[best.index]);
        double gain = volume(with, reference) - volume;
        best = new Bound(best.index, gain);
        Bound next = bounds.peek();
        if (next == null || bounds.comparator().compare(best, next) <= 0) {
          break;
        }
        bounds.add(best);
        best = bounds.remove();
      }
      chosen[k] = best.index;
      subset.add(points[best.index]);
      volume = volume(subset, reference);
    }
    return chosen;
  }

  private static double volume(List<double[]> points, double[] reference) {
    return SlicedVolume.of(
        Hypervolume.inside(points.toArray(double[][]::new), reference),
        reference,
        reference.length);
  }
}
