package io.github.hwgptbench.algorithm.front.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All architectures of a region, one by one, but for those with a weighted sum that is beyond the
 * box already.
 */
final class Enumeration {

  /** Regions with more architectures are not begun with. */
  private static final double MOST = 1e8;

  private final Region region;
  private final Slice slice;
  private final double[][] inputs;
  private final double[][] costs;
  private final double[] slacks;
  private final double[][] spent;
  private final long limit;
  private final List<double[]> found = new ArrayList<>();
  private long visited;

  private Enumeration(Region region, List<Step> steps, long limit) {
    this.region = region;
    slice = region.slice;
    this.limit = limit;
    inputs = new double[slice.layers() + 1][slice.metrics() + slice.ramps()];
    costs = new double[steps.size()][];
    slacks = new double[steps.size()];
    spent = new double[slice.layers() + 1][steps.size()];
    for (int i = 0; i < costs.length; i++) {
      Relaxation relaxation = new Relaxation(region);
      slacks[i] = relaxation.slack(steps.get(i));
      costs[i] = relaxation.reducedCosts();
    }
  }

  /**
   * Returns the objectives of all architectures that may be in the box of a region.
   *
   * @param steps weighted sums to leave out others by
   * @param limit how many beginnings of architectures to look at
   * @return empty if there are more
   */
  static Optional<List<double[]>> of(Region region, List<Step> steps, long limit) {
    if (region.architectures() > MOST) {
      return Optional.empty();
    }
    Enumeration enumeration = new Enumeration(region, steps, limit);
    return enumeration.visit(0) ? Optional.of(enumeration.found) : Optional.empty();
  }

  private boolean visit(int layer) {
    if (++visited > limit) {
      return false;
    }
    if (layer == slice.layers()) {
      double[] values = Arrays.copyOf(inputs[layer], slice.metrics());
      for (int ramp = 0; ramp < slice.ramps(); ramp++) {
        values[slice.metric(ramp)] +=
            slice.sign(ramp) * Math.max(0, inputs[layer][slice.metrics() + ramp]);
      }
      for (int j = region.box.objectives(); j < values.length; j++) {
        if (values[j] > region.box.upper(j)) {
          return true;
        }
      }
      found.add(Arrays.copyOf(values, region.box.objectives()));
      return true;
    }
    for (int choice = 0; choice < slice.choices(); choice++) {
      int at = layer * slice.choices() + choice;
      if (region.allowed[at] && affordable(layer, at)) {
        double[] row = slice.row(layer, choice);
        double[] from = inputs[layer];
        double[] to = inputs[layer + 1];
        for (int column = 0; column < row.length; column++) {
          to[column] = from[column] + row[column];
        }
        if (!visit(layer + 1)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean affordable(int layer, int at) {
    for (int i = 0; i < costs.length; i++) {
      spent[layer + 1][i] = spent[layer][i] + costs[i][at];
      if (spent[layer + 1][i] > slacks[i]) {
        return false;
      }
    }
    return true;
  }
}
