package io.github.hwgptbench.algorithm.front.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What steps have shown of a node: its region, and lower bounds of weighted sums. */
final class State {

  /** Parts of a box along each objective but the last, by the number of objectives. */
  private static final int[] PARTS = {0, 0, 64, 8};

  final Region region;
  final List<Cut> cuts;

  private State(Region region, List<Cut> cuts) {
    this.region = region;
    this.cuts = cuts;
  }

  static State of(Slice slice, Box box) {
    return new State(new Region(slice, box), List.of());
  }

  /** Returns what is known after a step. */
  State after(Step step) {
    Region next = region.copy();
    double bound = new Relaxation(next).tighten(step);
    Box box = region.box;
    int objectives = box.objectives();
    double[] weights = new double[objectives];
    int positive = 0;
    int last = 0;
    for (int j = 0; j < step.weights().length; j++) {
      double weight = step.weights()[j];
      if (j < objectives) {
        weights[j] = weight;
        positive += weight > 0 ? 1 : 0;
        last = weight > 0 ? j : last;
      } else if (weight > 0) {
        bound = Math.nextDown(bound - Math.nextUp(weight * box.upper(j)));
      }
    }
    if (!Double.isFinite(bound)) {
      return new State(next, cuts);
    }
    if (positive == 1) {
      double least = Math.nextDown(bound / weights[last]);
      return new State(least > box.lower(last) ? next.in(box.from(last, least)) : next, cuts);
    }
    List<Cut> more = new ArrayList<>(cuts);
    more.add(new Cut(weights, bound));
    return new State(next, more);
  }

  /** Returns the parts of a split, which together cover the node. */
  List<State> parts(Node.Split split) {
    Region low = region.copy();
    Region high = region.copy();
    switch (split.kind()) {
      case METRIC -> {
        low = region.in(region.box.upTo(split.index(), split.at()));
        high = region.in(region.box.from(split.index(), split.at()));
      }
      case RAMP -> {
        low.hi[split.index()] = Math.min(low.hi[split.index()], split.at());
        high.lo[split.index()] = Math.max(high.lo[split.index()], split.at());
      }
      case LAYER -> {
        int chosen = split.index() * region.slice.choices() + (int) split.at();
        for (int i = split.index() * region.slice.choices();
            i < (split.index() + 1) * region.slice.choices();
            i++) {
          low.allowed[i] &= i == chosen;
        }
        high.allowed[chosen] = false;
      }
    }
    return List.of(new State(low, cuts), new State(high, cuts));
  }

  /**
   * Returns the objectives of all architectures that may be in the region.
   *
   * @param steps the last of which leave out others
   * @return empty if they are too many
   */
  Optional<List<double[]>> architectures(List<Step> steps) {
    int from = Math.max(0, steps.size() - region.slice.metrics());
    return Enumeration.of(region, steps.subList(from, steps.size()), FrontProof.MOST_VISITED);
  }

  /**
   * Returns points, at least one of which weakly dominates whatever is in the region: each is the
   * lowest one of a part of the box.
   */
  List<double[]> floor() {
    Box box = region.box;
    int parts = PARTS[box.objectives()];
    int objectives = box.objectives();
    List<double[]> points = new ArrayList<>();
    if (region.isEmpty()) {
      return points;
    }
    int others = objectives - 1;
    int total = 1;
    for (int j = 0; j < others; j++) {
      total *= parts;
    }
    for (int part = 0; part < total; part++) {
      double[] point = new double[objectives];
      double[] end = new double[objectives];
      int rest = part;
      for (int j = 0; j < others; j++) {
        int at = rest % parts;
        rest /= parts;
        double width = (box.upper(j) - box.lower(j)) / parts;
        point[j] = at == 0 ? box.lower(j) : box.lower(j) + at * width;
        end[j] = at == parts - 1 ? box.upper(j) : box.lower(j) + (at + 1) * width;
      }
      double least = box.lower(others);
      for (Cut cut : cuts) {
        double value = cut.bound();
        double magnitude = Math.abs(value);
        for (int j = 0; j < others; j++) {
          value -= cut.weights()[j] * end[j];
          magnitude += Math.abs(cut.weights()[j] * end[j]);
        }
        if (cut.weights()[others] > 0) {
          double proven = (value - 0x1p-45 * magnitude) / cut.weights()[others];
          // Where this overflows it is not a number, and proves nothing.
          least = proven > least ? proven : least;
        }
      }
      if (least < box.upper(others)) {
        point[others] = least;
        points.add(point);
      }
    }
    return points;
  }
}
