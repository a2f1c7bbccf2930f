package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.algorithm.front.proof.Node.Kind;
import io.github.hwgptbench.algorithm.front.proof.Node.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds a node by steps, round by round while they make the region much smaller. Weights are
 * chosen so that the relaxed optimum is in the box: each metric but the last objective has a
 * multiplier, which grows while the optimum is above the box, and shrinks while it is below.
 */
final class NodeBound {

  private static final int ROUNDS = 4;
  private static final int ITERATIONS = 60;
  private static final int FIRST_ITERATIONS = 240;
  /** A round that leaves more than this fraction of the widths of all inputs is the last one. */
  private static final double STALLED = 0.97;
  /** Multipliers, as parts of the best one. */
  private static final double[] TILTS = {0.6, 1 / 0.6};
  /** Boxes are split down to this width, in normalised objectives, before anything else is. */
  private static final double NARROW = 0.002;
  /** A node is split at a ramp whose bound loses more than this fraction of the loss of all. */
  private static final double OUTSTANDING = 0.3;

  private static final double SMALLEST = 1e-3;
  private static final double START = 0.25;
  private static final double LARGEST = 1e5;

  private final double[] scales;
  private final int objectives;
  private final Slice slice;
  private final List<Step> steps = new ArrayList<>();
  private final double[] multipliers;
  private final double[] from;
  private final double[] to;
  /** Of each weighted sum, the last step. */
  private final Step[] last;

  private final boolean first;
  private State state;
  private SlopeSearch center;
  private double[] weights;

  /**
   * What a node leaves to its parts.
   *
   * @param multipliers of each metric, normalised; that of the last objective is 1
   * @param last step of each weighted sum; none at first
   */
  record Memory(double[] multipliers, List<Step> last) {

    static Memory of(Slice slice, double[] scales) {
      double[] multipliers = new double[slice.metrics()];
      Arrays.fill(multipliers, 0, scales.length, 1);
      return new Memory(multipliers, List.of());
    }
  }

  NodeBound(State state, Memory memory, double[] scales) {
    this.state = state;
    slice = state.region.slice;
    objectives = scales.length;
    this.scales = Arrays.copyOf(scales, slice.metrics());
    for (int j = objectives; j < slice.metrics(); j++) {
      this.scales[j] = slice.spread(j);
    }
    multipliers = memory.multipliers.clone();
    first = memory.last.isEmpty();
    from = new double[multipliers.length];
    to = new double[multipliers.length];
    Arrays.fill(to, Double.POSITIVE_INFINITY);
    weights = weights(-1, 1);
    last = memory.last.toArray(new Step[1 + TILTS.length * (multipliers.length - 1)]);
    if (first) {
      Arrays.fill(last, start(weights));
    }
    center = new SlopeSearch(state.region);
  }

  private Step start(double[] sum) {
    double[] slopes = new double[slice.ramps()];
    for (int ramp = 0; ramp < slopes.length; ramp++) {
      slopes[ramp] = slice.sign(ramp) > 0 ? 0.5 : 0;
    }
    return new Step(sum, slopes, new int[0]);
  }

  State state() {
    return state;
  }

  List<Step> steps() {
    return steps;
  }

  Memory memory() {
    return new Memory(multipliers, List.of(last));
  }

  void run() {
    if (first) {
      for (int objective = 0; objective < objectives; objective++) {
        double[] alone = new double[slice.metrics()];
        alone[objective] = (float) (1 / scales[objective]);
        step(start(alone), FIRST_ITERATIONS);
        if (state.region.isEmpty()) {
          return;
        }
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      double width = width();
      int iterations = first && round == 0 ? FIRST_ITERATIONS : ITERATIONS;
      weights = weights(-1, 1);
      if (!improve(0, weights, iterations)) {
        return;
      }
      int at = 1;
      for (int metric = 0; metric < multipliers.length; metric++) {
        for (int tilt = 0; metric != objectives - 1 && tilt < TILTS.length; tilt++) {
          if (!improve(at++, weights(metric, TILTS[tilt]), iterations)) {
            return;
          }
        }
      }
      adapt();
      if (width() > STALLED * width) {
        return;
      }
    }
  }

  /** Continues from the last step of a weighted sum; returns whether anything is left. */
  private boolean improve(int at, double[] sum, int iterations) {
    if (state.region.isEmpty()) {
      return false;
    }
    last[at] = step(new Step(sum, last[at].slopes(), last[at].shares()), iterations);
    return !state.region.isEmpty();
  }

  private Step step(Step start, int iterations) {
    SlopeSearch search = new SlopeSearch(state.region);
    Step step = search.run(start, iterations);
    if (step.weights() == weights) {
      center = search;
    }
    steps.add(step);
    state = state.after(step);
    return step;
  }

  /** Weights are rounded, so that files are short. */
  private double[] weights(int metric, double tilt) {
    double[] all = new double[multipliers.length];
    for (int j = 0; j < all.length; j++) {
      all[j] = (float) (multipliers[j] * (j == metric ? tilt : 1) / scales[j]);
    }
    return all;
  }

  private double width() {
    double width = 0;
    for (int ramp = 0; ramp < slice.ramps(); ramp++) {
      width += state.region.hi[ramp] - state.region.lo[ramp];
    }
    return width;
  }

  private void adapt() {
    for (int j = 0; j < multipliers.length; j++) {
      if (j == objectives - 1) {
        continue;
      }
      double value = center.value(j);
      double upper = state.region.box.upper(j);
      double lower = j < objectives ? state.region.box.lower(j) : upper - scales[j] / 50;
      double margin = j < objectives ? (upper - lower) / 4 : 0;
      if (value > upper - margin) {
        from[j] = Math.max(multipliers[j], SMALLEST);
        multipliers[j] = to[j] < LARGEST
            ? Math.sqrt(from[j] * to[j])
            : Math.min(LARGEST, Math.max(START, 2 * multipliers[j]));
      } else if (value < lower + margin && multipliers[j] > SMALLEST) {
        to[j] = multipliers[j];
        multipliers[j] = Math.max(SMALLEST, from[j] > 0 ? Math.sqrt(from[j] * to[j]) : to[j] / 2);
      }
    }
  }

  /**
   * Returns what to split the node at.
   *
   * @param open the volume that it leaves open
   */
  Split split(double open) {
    Box box = state.region.box;
    int widest = 0;
    double area = 1;
    for (int j = 0; j < objectives - 1; j++) {
      area *= width(box, j);
      if (width(box, j) > width(box, widest)) {
        widest = j;
      }
    }
    int ramp = -1;
    double most = 0;
    double total = 0;
    for (int k = 0; k < slice.ramps(); k++) {
      double loss = center.loss(k);
      total += loss;
      if (loss > most) {
        most = loss;
        ramp = k;
      }
    }
    boolean lossy = total > OUTSTANDING * open / area;
    if (lossy && most > OUTSTANDING * total) {
      return new Split(Kind.RAMP, ramp, 0);
    }
    if (width(box, widest) > NARROW) {
      return new Split(Kind.METRIC, widest, middle(box, widest));
    }
    int layer = -1;
    int choice = 0;
    double least = 0.9;
    for (int l = 0; l < slice.layers(); l++) {
      int best = 0;
      for (int c = 1; c < slice.choices(); c++) {
        best = share(l, c) > share(l, best) ? c : best;
      }
      if (share(l, best) < least
          && state.region.count(l) > 1
          && state.region.allowed[l * slice.choices() + best]) {
        least = share(l, best);
        layer = l;
        choice = best;
      }
    }
    return layer >= 0
        ? new Split(Kind.LAYER, layer, choice)
        : new Split(Kind.METRIC, widest, middle(box, widest));
  }

  private double share(int layer, int choice) {
    return center.shares()[layer * slice.choices() + choice];
  }

  private double width(Box box, int objective) {
    return (box.upper(objective) - box.lower(objective)) / scales[objective];
  }

  /** Returns the median of the front in a box, or the middle if that is near to a side. */
  private static double middle(Box box, int objective) {
    double lower = box.lower(objective);
    double width = box.upper(objective) - lower;
    double[] inside = Arrays.stream(box.front())
        .mapToDouble(point -> point[objective])
        .filter(value -> value > lower + width / 10 && value < lower + 0.9 * width)
        .sorted()
        .toArray();
    return inside.length > 0 ? inside[inside.length / 2] : lower + width / 2;
  }
}
