package io.github.hwgptbench.algorithm.front.proof;

import java.util.Arrays;

/**
 * Lower bounds of weighted sums of the metrics over a region. Within bounds of its input, every
 * ramp lies above a line of any slope less a constant, and one that bends downwards above a sum
 * over layers, of {@link Bends}; so the weighted sum lies above a sum over layers, whose minimum is
 * that of each layer by itself.
 */
final class Relaxation {

  /**
   * A bound of the relative error of the sums below: no value goes through 2<sup>14</sup> additions
   * and multiplications, each of which rounds by at most 2<sup>-53</sup> of the sum of the
   * magnitudes.
   */
  private static final double ROUNDING = 0x1p-38;

  /** Sums that could be infinite prove nothing. */
  private static final double OVERFLOW = 1e200;

  private static final int LINES = 8;

  private final Region region;
  private final Slice slice;
  private final double[] costs;
  private final double[] least;
  private final int[] chosen;
  private final Bends bends;
  private double[] weights;
  private double constant;
  private double magnitude;
  private double sum;

  Relaxation(Region region) {
    this.region = region;
    slice = region.slice;
    costs = new double[slice.layers() * slice.choices()];
    least = new double[slice.layers()];
    chosen = new int[slice.layers()];
    bends = new Bends(region);
    weights = new double[slice.metrics()];
  }

  /**
   * Sets the weighted sum, and bounds its ramps that bend downwards.
   *
   * @param sum the weight of each metric
   * @param shares as of {@link Bends#bound}
   */
  void set(double[] sum, int[] shares) {
    weights = sum;
    bends.bound(sum, shares);
  }

  /** Returns the weight of a ramp in the weighted sum. */
  double weight(int ramp) {
    return weights[slice.metric(ramp)] * slice.sign(ramp);
  }

  /** Returns the slope, in multiples of its own, that a ramp has where no other is better. */
  double base(int ramp) {
    return region.lo[ramp] >= 0 ? 1 : 0;
  }

  /**
   * Computes the bound of the weighted sum that is {@link #set} for some slopes.
   *
   * @param slopes one per ramp, in multiples of its own slope, beyond {@link #base}
   */
  double evaluate(double[] slopes) {
    System.arraycopy(bends.costs(), 0, costs, 0, costs.length);
    constant = bends.constant();
    magnitude = 0;
    for (int metric = 0; metric < weights.length; metric++) {
      if (weights[metric] != 0) {
        add(weights[metric], slice.linear(metric));
        magnitude += Math.abs(weights[metric]) * slice.linearMagnitude(metric);
      }
    }
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      double weight = weight(ramp);
      if (weight != 0) {
        double slope = weight * (base(ramp) + slopes[ramp]);
        if (slope != 0) {
          add(slope, slice.input(ramp));
        }
        double rest = bends.has(ramp) ? 0 : weight;
        constant += under(rest, slope, region.lo[ramp], region.hi[ramp]);
        magnitude += 2 * (Math.abs(slope) + Math.abs(weight)) * slice.inputMagnitude(ramp);
      }
    }
    sum = constant;
    for (int layer = 0; layer < least.length; layer++) {
      int best = -1;
      for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
        if (region.allowed[i] && (best < 0 || costs[i] < costs[best])) {
          best = i;
        }
      }
      least[layer] = costs[best];
      chosen[layer] = best - layer * slice.choices();
      sum += costs[best];
    }
    return sum;
  }

  /** Returns the minimum of {@code weight * max(0, z) - slope * z} between two bounds. */
  private static double under(double weight, double slope, double lo, double hi) {
    double atLo = weight * Math.max(0, lo) - slope * lo;
    double atHi = weight * Math.max(0, hi) - slope * hi;
    double minimum = Math.min(atLo, atHi);
    return lo < 0 && hi > 0 ? Math.min(minimum, 0) : minimum;
  }

  private void add(double factor, double[] column) {
    for (int i = 0; i < costs.length; i++) {
      costs[i] += factor * column[i];
    }
  }

  /** Returns the choices of the last minimum. */
  int[] chosen() {
    return chosen;
  }

  /** Returns the last bound, less what rounding may have added. */
  double bound() {
    return sum - ROUNDING * magnitude;
  }

  /**
   * Returns how far a bound is below all that the box has of the weighted sum, rounded up; negative
   * if nothing can be in the box.
   */
  double slack(Step step) {
    set(step.weights(), step.shares());
    evaluate(step.slopes());
    Box box = region.box;
    double slack = box.supremum(weights) - bound();
    return slack + ROUNDING * (magnitude + box.magnitude(weights));
  }

  /** Returns by how much more than the cheapest one each choice of each layer costs, once. */
  double[] reducedCosts() {
    for (int i = 0; i < costs.length; i++) {
      costs[i] -= least[i / slice.choices()];
    }
    return costs;
  }

  /**
   * Concludes from a bound what can't be in the region: choices of layers with which the weighted
   * sum exceeds all of the box, and inputs of ramps.
   *
   * @return the bound, rounded down
   */
  double tighten(Step step) {
    double slack = slack(step);
    if (!(magnitude < OVERFLOW)) {
      return Double.NEGATIVE_INFINITY;
    }
    double bound = bound();
    if (slack < 0) {
      Arrays.fill(region.allowed, false);
      return bound;
    }
    if (slack < Double.POSITIVE_INFINITY) {
      reducedCosts();
      for (int i = 0; i < costs.length; i++) {
        region.allowed[i] &= costs[i] <= slack;
      }
      for (int ramp = 0; ramp < region.lo.length; ramp++) {
        region.lo[ramp] = Math.max(region.lo[ramp], minimum(ramp, 1, slack));
        region.hi[ramp] = Math.min(region.hi[ramp], -minimum(ramp, -1, slack));
      }
    }
    return bound;
  }

  /**
   * Returns a lower bound of the input of a ramp, or with a sign of -1 of its negative, where costs
   * add up to at most the slack: the maximum of the Lagrangian over some multipliers, each of which
   * gives a bound. The next multiplier is where the lines of the last two on both sides cross.
   */
  private double minimum(int ramp, double sign, double slack) {
    double[] input = slice.input(ramp);
    double leftInput = 0;
    double leftCost = 0;
    double rightInput = 0;
    for (int layer = 0; layer < least.length; layer++) {
      int best = -1;
      for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
        if (region.allowed[i] && (best < 0 || sign * input[i] < sign * input[best])) {
          best = i;
        }
      }
      leftInput += sign * input[best];
      leftCost += costs[best];
      rightInput += sign * input[layer * slice.choices() + chosen[layer]];
    }
    double bound = leftInput - ROUNDING * slice.inputMagnitude(ramp);
    double rightCost = 0;
    for (int line = 0; line < LINES && leftCost > slack; line++) {
      double multiplier = (rightInput - leftInput) / (leftCost - rightCost);
      if (!(multiplier > 0) || multiplier == Double.POSITIVE_INFINITY) {
        break;
      }
      double inputs = 0;
      double total = 0;
      double cost = 0;
      for (int layer = 0; layer < least.length; layer++) {
        double best = Double.POSITIVE_INFINITY;
        int at = -1;
        for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
          double value = sign * input[i] + multiplier * costs[i];
          if (region.allowed[i] && value < best) {
            best = value;
            at = i;
          }
        }
        total += best;
        inputs += sign * input[at];
        cost += costs[at];
      }
      double value = total - multiplier * slack;
      bound = Math.max(
          bound,
          value - ROUNDING * (slice.inputMagnitude(ramp) + multiplier * (2 * magnitude + slack)));
      if (cost > slack) {
        if (cost >= leftCost) {
          break;
        }
        leftInput = inputs;
        leftCost = cost;
      } else {
        if (cost <= rightCost && line > 0) {
          break;
        }
        rightInput = inputs;
        rightCost = cost;
      }
    }
    return bound;
  }
}
