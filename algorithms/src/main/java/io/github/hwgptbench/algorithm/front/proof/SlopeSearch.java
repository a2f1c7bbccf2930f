package io.github.hwgptbench.algorithm.front.proof;

/**
 * Looks for the slopes that give the best bound of a weighted sum: the bound is concave in them, so
 * that supergradients lead there (Polyak 1969). Its steps aim at what is left of the box, for the
 * region is empty once a bound is beyond, or at less if that turns out to be too far.
 */
final class SlopeSearch {

  /** Slopes are rounded to parts of one, so that files are short. */
  static final double PARTS = 1000;

  private static final double LARGEST_SLOPE = 30;
  private static final double MEMORY = 0.9;

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
   * Improves slopes.
   *
   * @param weights one per metric
   * @param slopes where to start; receives the best ones, rounded
   * @return the bound
   */
  double run(double[] weights, double[] slopes, int iterations) {
    double goal = region.box.supremum(weights);
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      if ((region.lo[ramp] >= 0 || region.hi[ramp] <= 0) && slopes[ramp] > 0 && slopes[ramp] < 1) {
        slopes[ramp] = 0;
      }
    }
    double[] current = slopes.clone();
    double best = Double.NEGATIVE_INFINITY;
    double reach = 0;
    int idle = 0;
    for (int i = 0; i < iterations; i++) {
      double bound = relaxation.evaluate(weights, current);
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
      } else if (++idle >= 4) {
        idle = 0;
        reach /= 2;
        System.arraycopy(slopes, 0, current, 0, slopes.length);
      }
      if (best > goal) {
        break;
      }
      double norm = climb(weights, current);
      if (norm == 0) {
        break;
      }
      double step = (Math.min(goal, best + reach) - bound) / norm;
      for (int ramp = 0; ramp < current.length; ramp++) {
        if (gradient[ramp] != 0) {
          double width = region.hi[ramp] - region.lo[ramp];
          double moved = step * gradient[ramp] / (width * relaxation.weight(weights, ramp));
          current[ramp] = Math.max(-LARGEST_SLOPE, Math.min(LARGEST_SLOPE, current[ramp] + moved));
        }
      }
    }
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      slopes[ramp] = Math.rint(slopes[ramp] * PARTS) / PARTS;
    }
    return best;
  }

  /** Computes the supergradient, by inputs in parts of their range, and returns its norm. */
  private double climb(double[] weights, double[] slopes) {
    double norm = 0;
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      double weight = relaxation.weight(weights, ramp);
      double lo = region.lo[ramp];
      double hi = region.hi[ramp];
      gradient[ramp] = 0;
      if (weight != 0 && hi > lo) {
        double input = slice.sum(slice.input(ramp), relaxation.chosen());
        gradient[ramp] = (input - touching(weight, slopes[ramp], ramp, input, weights)) / (hi - lo);
        norm += gradient[ramp] * gradient[ramp];
      }
    }
    return norm;
  }

  /** Where the line touches the ramp; where at more than one input, as near to one as it can. */
  private double touching(double weight, double slope, int ramp, double input, double[] weights) {
    double lo = region.lo[ramp];
    double hi = region.hi[ramp];
    double near = Math.max(lo, Math.min(hi, input));
    if (weight < 0 || lo >= 0 || hi <= 0) {
      // A chord: it touches at both ends, so that any mixture of these counts.
      return slope == 0 ? near : slope * weight > 0 ? hi : lo;
    }
    double total = relaxation.base(weights, ramp) + slope;
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

  /** Returns by how much the line of a ramp is below it at the relaxed optimum. */
  double loss(double[] weights, int ramp) {
    double lo = region.lo[ramp];
    double hi = region.hi[ramp];
    double weight = relaxation.weight(weights, ramp);
    if (!(weight < 0) || lo >= 0 || hi <= 0) {
      return 0;
    }
    double input = Math.max(lo, Math.min(hi, inputs[ramp]));
    return -weight * (hi * (input - lo) / (hi - lo) - Math.max(0, input));
  }
}
