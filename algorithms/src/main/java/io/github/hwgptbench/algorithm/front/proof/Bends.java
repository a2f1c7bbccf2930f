package io.github.hwgptbench.algorithm.front.proof;

import java.util.Arrays;

/**
 * Lower bounds of the ramps that bend downwards, {@code -max(0, z)}, as sums over layers, whatever
 * the shares of the choices are.
 *
 * <p>Of all ways to draw the choices of all layers, with given shares of those of each layer, the
 * one where all layers have a low input together and a high one together gives the lowest expected
 * value, for a concave function of a sum is submodular: its convex envelope is the Lovász extension
 * (Lovász 1983, "Submodular functions and convexity"). So the input of the ramp rises from its
 * minimum to its maximum as all layers go through the same quantiles of their choices, by
 * increasing input, and the rise at each quantile is counted with the slope of the ramp there. Only
 * one quantile has a rise from below 0 to above 0; there the slope is that of the chord, from the
 * lower bound of the input to the upper one if these are nearer. If each layer has one choice the
 * bound is exact for that architecture, where a chord from the minimum to the maximum loses most
 * near 0.
 *
 * <p>Why it is a bound: let {@code a} be the input at which that quantile begins, {@code lo} and
 * {@code hi} where its chord begins and ends, and {@code -1 <= s <= 0} its slope. The rises of an
 * architecture are {@code u} at lower quantiles, at most {@code a} less the minimum, {@code v} at
 * that quantile, and {@code w} at higher ones; its sum is {@code s v - w}. If its input {@code z}
 * is negative the ramp is 0, and {@code s v - w <= s (v + w) <= s (lo - a)}, for {@code v + w} is
 * at least {@code lo - a}. Else the ramp is {@code -z}, which is less than {@code s v - w} by
 * {@code u + (1 + s) v} and the minimum; this is at most {@code a + (1 + s) (hi - a)}. So the
 * constant is the lower one of {@code -s (lo - a)} and {@code -a - (1 + s) (hi - a)}.
 */
final class Bends {

  /** What the shares of the choices of a layer add up to, but for rounding. */
  static final int WHOLE = 16;

  private final Region region;
  private final Slice slice;
  private final boolean[] bent;
  private final double[] costs;
  private double constant;
  /** By how much the input rises at each quantile. */
  private final double[] rises = new double[WHOLE + 1];
  /** At which quantile a layer goes to a choice from the one before it. */
  private final int[] quantiles;

  Bends(Region region) {
    this.region = region;
    slice = region.slice;
    bent = new boolean[slice.ramps()];
    costs = new double[slice.layers() * slice.choices()];
    quantiles = new int[costs.length];
  }

  /** Returns whether a ramp is bounded here: one that bends downwards within its bounds. */
  boolean has(int ramp) {
    return bent[ramp];
  }

  /** Returns what each choice of each layer adds to the bound. */
  double[] costs() {
    return costs;
  }

  /** Returns what the bound has in addition. */
  double constant() {
    return constant;
  }

  /**
   * Bounds the ramps of a weighted sum.
   *
   * @param weights one per metric
   * @param shares in parts of {@link #WHOLE}, one per layer and choice; if there are none the
   *     bounds are chords
   */
  void bound(double[] weights, int[] shares) {
    clear();
    for (int ramp = 0; ramp < slice.ramps(); ramp++) {
      add(ramp, weights[slice.metric(ramp)] * slice.sign(ramp), shares);
    }
  }

  /** Bounds a single ramp of some weight. */
  void bound(int ramp, double weight, int[] shares) {
    clear();
    add(ramp, weight, shares);
  }

  private void clear() {
    Arrays.fill(bent, false);
    Arrays.fill(costs, 0);
    constant = 0;
  }

  private void add(int ramp, double weight, int[] shares) {
    bent[ramp] = weight < 0 && region.lo[ramp] < 0 && region.hi[ramp] > 0;
    if (!bent[ramp]) {
      return;
    }
    double[] input = slice.input(ramp);
    int[] order = slice.order(ramp);
    double from = rise(input, order, shares);
    int middle = 0;
    double to = from + rises[0];
    while (to <= 0 && middle < WHOLE) {
      from = to;
      middle++;
      to += rises[middle];
    }
    if (to <= 0) {
      return;
    }
    double lo = Math.max(region.lo[ramp], from);
    double hi = Math.min(region.hi[ramp], to);
    double slope = hi > lo ? Math.max(-1, Math.min(0, -hi / (hi - lo))) : 0;
    constant -= weight * Math.min(-slope * (lo - from), -(from + (1 + slope) * (hi - from)));
    for (int layer = 0; layer < slice.layers(); layer++) {
      double sum = 0;
      int last = -1;
      for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
        int at = order[i];
        if (region.allowed[at]) {
          if (last >= 0 && quantiles[i] >= middle) {
            double step = input[at] - input[last];
            sum += quantiles[i] == middle ? slope * step : -step;
          }
          costs[at] -= weight * sum;
          last = at;
        }
      }
    }
  }

  /** Computes the rises, and returns the minimum input. */
  private double rise(double[] input, int[] order, int[] shares) {
    Arrays.fill(rises, 0);
    double minimum = 0;
    for (int layer = 0; layer < slice.layers(); layer++) {
      int quantile = 0;
      int last = -1;
      for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
        int at = order[i];
        if (region.allowed[at]) {
          if (last < 0) {
            minimum += input[at];
          } else {
            rises[quantile] += input[at] - input[last];
          }
          quantiles[i] = quantile;
          last = at;
        }
        if (shares.length > 0) {
          quantile = Math.min(WHOLE, quantile + shares[at]);
        }
      }
    }
    return minimum;
  }
}
