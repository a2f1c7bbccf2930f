package io.github.hwgptbench.algorithm.front.proof;

/**
 * Looks for the slopes and the shares that give the best bound of a weighted sum. The bound is
 * concave in the slopes, so that supergradients lead there (Polyak 1969); the shares are those that
 * the choices had in the last iterations, which come near to those of the relaxed optimum. Its
 * steps aim at what is left of the box, for the region is empty once a bound is beyond, or at less
 * if that turns out to be too far.
 */
final class SlopeSearch {

  /** Slopes are rounded to parts of one, so that files are short. */
  static final double PARTS = 1000;

  private static final double LARGEST_SLOPE = 30;
  private static final double MEMORY = 0.9;
  /** Iterations after which ramps are bent anew. */
  private static final int PERIOD = 7;

  private final Region region;
  private final Slice slice;
  private final Relaxation relaxation;
  private final double[] gradient;
  /** Averages of the inputs of ramps, and of the choices: near to the relaxed optimum. */
  private final double[] inputs;

  private final double[] shares;

  SlopeSearch(Region region) {
    this.region = region;
    slice = region.slice;
    relaxation = new Relaxation(region);
    gradient = new double[slice.ramps()];
    inputs = new double[slice.ramps()];
    shares = new double[slice.layers() * slice.choices()];
  }

  /**
   * Improves what bounds a weighted sum.
   *
   * @param start where to start
   * @return the best that was found, rounded
   */
  Step run(Step start, int iterations) {
    double[] weights = start.weights();
    double[] slopes = start.slopes().clone();
    int[] bent = start.shares();
    double goal = region.box.supremum(weights);
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      if ((region.lo[ramp] >= 0 || region.hi[ramp] <= 0) && slopes[ramp] > 0 && slopes[ramp] < 1) {
        slopes[ramp] = 0;
      }
    }
    double[] current = slopes.clone();
    int[] bend = bent;
    relaxation.set(weights, bend);
    double best = Double.NEGATIVE_INFINITY;
    double reach = 0;
    int idle = 0;
    for (int i = 0; i < iterations; i++) {
      if (i > 0 && i % PERIOD == 0) {
        bend = parts();
        relaxation.set(weights, bend);
      }
      double bound = relaxation.evaluate(current);
      observe(i == 0);
      if (i == 0) {
        reach = goal < Double.POSITIVE_INFINITY ? (goal - bound) / 2 : Math.abs(bound) / 10;
      }
      if (bound > best) {
        if (bound > best + reach / 10) {
          idle = 0;
        }
        best = bound;
        System.arraycopy(current, 0, slopes, 0, slopes.length);
        bent = bend;
      } else if (++idle >= 4) {
        idle = 0;
        reach /= 2;
        System.arraycopy(slopes, 0, current, 0, slopes.length);
        if (bend != bent) {
          bend = bent;
          relaxation.set(weights, bend);
        }
      }
      if (best > goal) {
        break;
      }
      double norm = climb(current);
      if (norm == 0) {
        break;
      }
      double step = (Math.min(goal, best + reach) - bound) / norm;
      for (int ramp = 0; ramp < current.length; ramp++) {
        if (gradient[ramp] != 0) {
          double width = region.hi[ramp] - region.lo[ramp];
          double moved = step * gradient[ramp] / (width * relaxation.weight(ramp));
          current[ramp] = Math.max(-LARGEST_SLOPE, Math.min(LARGEST_SLOPE, current[ramp] + moved));
        }
      }
    }
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      slopes[ramp] = Math.rint(slopes[ramp] * PARTS) / PARTS;
    }
    return new Step(weights, slopes, bent);
  }

  /** Computes the supergradient, by inputs in parts of their range, and returns its norm. */
  private double climb(double[] slopes) {
    double norm = 0;
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      double weight = relaxation.weight(ramp);
      double lo = region.lo[ramp];
      double hi = region.hi[ramp];
      gradient[ramp] = 0;
      if (weight != 0 && hi > lo) {
        double input = slice.sum(slice.input(ramp), relaxation.chosen());
        gradient[ramp] = (input - touching(weight, slopes[ramp], ramp, input)) / (hi - lo);
        norm += gradient[ramp] * gradient[ramp];
      }
    }
    return norm;
  }

  /** Where the line touches the ramp; where at more than one input, as near to one as it can. */
  private double touching(double weight, double slope, int ramp, double input) {
    double lo = region.lo[ramp];
    double hi = region.hi[ramp];
    double near = Math.max(lo, Math.min(hi, input));
    if (weight < 0 || lo >= 0 || hi <= 0) {
      // A chord: it touches at both ends, so that any mixture of these counts.
      return slope == 0 ? near : slope * weight > 0 ? hi : lo;
    }
    double total = relaxation.base(ramp) + slope;
    if (total == 0) {
      return Math.min(0, near);
    }
    if (total == 1) {
      return Math.max(0, near);
    }
    return total < 0 ? lo : total > 1 ? hi : 0;
  }

  private void observe(boolean first) {
    double keep = first ? 0 : MEMORY;
    int[] chosen = relaxation.chosen();
    for (int ramp = 0; ramp < inputs.length; ramp++) {
      inputs[ramp] = keep * inputs[ramp] + (1 - keep) * slice.sum(slice.input(ramp), chosen);
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] *= keep;
    }
    for (int layer = 0; layer < chosen.length; layer++) {
      shares[layer * slice.choices() + chosen[layer]] += 1 - keep;
    }
  }

  /** Returns about the value of a metric at the relaxed optimum. */
  double value(int metric) {
    double value = 0;
    for (int i = 0; i < shares.length; i++) {
      value += shares[i] * slice.linear(metric)[i];
    }
    for (int ramp = 0; ramp < inputs.length; ramp++) {
      if (slice.metric(ramp) == metric) {
        value += slice.sign(ramp) * Math.max(0, inputs[ramp]);
      }
    }
    return value;
  }

  double[] inputs() {
    return inputs;
  }

  double[] shares() {
    return shares;
  }

  /** Returns by how much the bound of a ramp is below it at the relaxed optimum. */
  double loss(int ramp) {
    double weight = relaxation.weight(ramp);
    Bends bends = new Bends(region);
    bends.bound(ramp, weight, parts());
    if (!bends.has(ramp)) {
      return 0;
    }
    double bound = bends.constant();
    for (int i = 0; i < shares.length; i++) {
      bound += shares[i] * bends.costs()[i];
    }
    return Math.max(0, weight * Math.max(0, inputs[ramp]) - bound);
  }

  /** Returns the shares of the choices at about the relaxed optimum. */
  private int[] parts() {
    int[] parts = new int[shares.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (int) Math.rint(shares[i] * Bends.WHOLE);
    }
    return parts;
  }
}
