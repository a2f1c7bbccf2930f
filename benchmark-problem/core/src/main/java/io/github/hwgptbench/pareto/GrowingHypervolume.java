package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hypervolume of all points so far, after every point: a curve over a run. A point costs O(log
 * n) with two objectives; with three, O(n log n) at worst and far less as a rule; with more, O(n),
 * and, if no other dominates it, its contribution to those of the front.
 *
 * <p>Agrees with {@link Hypervolume} up to rounding, and never falls. Not safe for use by several
 * threads at a time.
 */
public final class GrowingHypervolume {

  private final double[] reference;
  /** The front of two objectives, second by first. */
  private final TreeMap<Double, Double> front = new TreeMap<>();
  /** The front of three objectives. */
  private final SpaceFront space;
  /** The front of more objectives. */
  private final List<double[]> members = new ArrayList<>();

  private double value;
  /** How many points were added; the number of the next one in messages. */
  private int count;

  /**
   * Begins with no point.
   *
   * @param reference the reference point, of one objective or more, all finite
   * @throws IllegalArgumentException if it is not such
   */
  public GrowingHypervolume(double[] reference) {
    Hypervolume.checkReference(reference);
    this.reference = reference.clone();
    this.space = new SpaceFront(this.reference);
  }

  /**
   * Adds a point.
   *
   * @return the hypervolume with it
   * @throws IllegalArgumentException if the point has another number of objectives, a NaN or a
   *     negative infinity; names it by the number of points added before. It then isn't added
   */
  public double add(double[] point) {
    Columns.check(point, count, reference.length);
    boolean inside = Hypervolume.checkedInside(point, count, reference);
    count++;
    if (inside) {
      if (reference.length == 1) {
        value = Math.max(value, reference[0] - point[0]);
      } else if (reference.length == 2) {
        value += gain(point[0] + 0.0, point[1]);
      } else if (reference.length == 3) {
        value += space.add(point);
      } else if (members.stream().noneMatch(member -> Dominance.covers(member, point))) {
        value += added(point);
      }
    }
    return value;
  }

  private double added(double[] point) {
    members.add(point.clone());
    double[][] columns = Hypervolume.columns(members, reference.length);
    members.removeIf(member -> Dominance.dominates(point, member));
    return new RankedVolume(columns, reference).addedByLast();
  }

  private double gain(double x, double y) {
    Map.Entry<Double, Double> left = front.floorEntry(x);
    double top = left == null ? reference[1] : left.getValue();
    if (top <= y) {
      return 0;
    }
    double gain = 0;
    double from = x;
    Map.Entry<Double, Double> right = front.ceilingEntry(x);
    while (right != null && right.getValue() >= y) {
      gain += (right.getKey() - from) * (top - y);
      from = right.getKey();
      top = right.getValue();
      front.remove(right.getKey());
      right = front.ceilingEntry(x);
    }
    front.put(x, y);
    return gain + ((right == null ? reference[0] : right.getKey()) - from) * (top - y);
  }

  /** Returns the hypervolume of all points so far; 0 without any. */
  public double value() {
    return value;
  }
}
