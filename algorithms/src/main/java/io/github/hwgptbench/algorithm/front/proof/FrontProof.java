package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.algorithm.front.proof.Node.Split;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A proof of how much better than a known front any front of a problem could be.
 *
 * <p>It is a tree per slice (embed_dim, n_layer and bias), each node of which is a part of the
 * slice: the two parts of a split, at a value of a metric, of the input of a ramp, or by a choice
 * of a layer, cover it, so that the leaves cover the slice by construction. In each node there are
 * weighted sums of the metrics with, for each ramp, the slope of a line, and shares of the choices
 * of each layer. Within bounds of its input a ramp is above that line less a constant, which is
 * computed from the bounds. One that bends downwards is above the convex envelope of what it is for
 * all architectures (its Lovász extension), which has a tangent at the shares that is a sum over
 * layers. So the weighted sum is above a sum over layers, and above the sum of the minimum of each
 * layer, <em>whatever the slopes and shares are</em>: wrong ones give weak bounds, not wrong ones.
 * What has such a sum beyond all points of the node's box that the front does not dominate is
 * dominated. So choices with which the sum is beyond are left out, bounds of the inputs of ramps
 * become closer, and the next step is stronger. Leaves with few architectures are enumerated.
 *
 * <p>The bounds of weighted sums in a leaf give points, one of which weakly dominates whatever is
 * in it, unless the front does: {@link #floor}. No set of architectures has a larger hypervolume
 * than these points and the front together.
 *
 * <p>Sums are computed in doubles. What the slices are made of is exact
 * ({@link io.github.hwgptbench.surrogate.RampNetwork}); each bound is lowered by 2<sup>-38</sup> of
 * the sum of the magnitudes that it is made of, where no value goes through 2<sup>14</sup>
 * additions and multiplications, each of which rounds by 2<sup>-53</sup> at most.
 *
 * @since 0.2.0
 */
public final class FrontProof {

  /**
   * Points that boxes of three objectives are cut by: their corners take a time that grows with the
   * square. Boxes that fewer points dominate parts of are larger, so that nothing is left out.
   */
  private static final int MOST_POINTS = 500;

  /** Architectures, and beginnings of them, that a leaf's enumeration visits at most. */
  static final long MOST_VISITED = 200_000;

  private final List<Node> slices;

  FrontProof(List<Node> slices) {
    this.slices = List.copyOf(slices);
  }

  List<Node> slices() {
    return slices;
  }

  /** Returns the number of nodes. */
  public int nodes() {
    return slices.stream().mapToInt(FrontProof::nodes).sum();
  }

  private static int nodes(Node node) {
    return 1 + node.parts().stream().mapToInt(FrontProof::nodes).sum();
  }

  /**
   * Returns points, at least one of which, or of the front, weakly dominates each architecture that
   * holds all constraints and is below the reference point. Computes all bounds of the proof anew.
   *
   * @param problem the problem
   * @param front points that architectures which hold all constraints have, minimised
   * @param reference the reference point, in the units of the objectives
   * @throws UsageException if it isn't a proof of this problem
   */
  public List<double[]> floor(LayeredProblem problem, double[][] front, double[] reference) {
    if (slices.size() != problem.slices().size()) {
      throw UsageException.of(
          "Proof of %d slices; the problem has %d",
          slices.size(), problem.slices().size());
    }
    Box box = box(problem, front, reference);
    return IntStream.range(0, slices.size())
        .parallel()
        .mapToObj(i -> {
          List<double[]> points = new ArrayList<>();
          collect(slices.get(i), State.of(problem.slices().get(i), box), points);
          return points;
        })
        .flatMap(List::stream)
        .map(problem::restored)
        .toList();
  }

  /** Returns all that is below the reference point and holds the constraints. */
  static Box box(LayeredProblem problem, double[][] front, double[] reference) {
    int stride = problem.objectives() == 2 ? 1 : 1 + front.length / MOST_POINTS;
    double[][] points = IntStream.range(0, front.length)
        .filter(i -> i % stride == 0)
        .mapToObj(i -> problem.ordered(front[i]))
        .toArray(double[][]::new);
    int objectives = problem.objectives();
    double[] upper =
        Arrays.copyOf(problem.ordered(reference), objectives + problem.limits().length);
    System.arraycopy(problem.limits(), 0, upper, objectives, problem.limits().length);
    double[] lower = new double[upper.length];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    return Box.of(objectives, points, lower, upper);
  }

  private static void collect(Node node, State start, List<double[]> points) {
    State state = start;
    for (Step step : node.steps()) {
      check(step, state.region.slice);
      if (state.region.isEmpty()) {
        return;
      }
      state = state.after(step);
    }
    if (state.region.isEmpty()) {
      return;
    }
    Split split = node.split();
    if (split != null) {
      check(split, state.region.slice);
      List<State> parts = state.parts(split);
      for (int i = 0; i < parts.size(); i++) {
        collect(node.parts().get(i), parts.get(i), points);
      }
    } else if (node.enumerated()) {
      points.addAll(state
          .architectures(node.steps())
          .orElseThrow(() -> UsageException.of(
              "Proof: enumerates more than %d architectures in a leaf", MOST_VISITED)));
    } else {
      points.addAll(state.floor());
    }
  }

  private static void check(Step step, Slice slice) {
    if (step.weights().length != slice.metrics() || step.slopes().length != slice.ramps()) {
      throw UsageException.of(
          "Proof: a step of %d metrics and %d ramps; the slice has %d and %d",
          step.weights().length, step.slopes().length, slice.metrics(), slice.ramps());
    }
    int shares = step.shares().length;
    if (shares != 0 && shares != slice.layers() * slice.choices()) {
      throw UsageException.of(
          "Proof: a step of %d shares; the slice has %d", shares, slice.layers() * slice.choices());
    }
    for (int share : step.shares()) {
      if (share < 0 || share > Bends.WHOLE) {
        throw UsageException.of("Proof: share %d; allowed: 0 to %d", share, Bends.WHOLE);
      }
    }
    for (double weight : step.weights()) {
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw UsageException.of("Proof: weight %s; allowed: 0 or more, finite", weight);
      }
    }
    for (double slope : step.slopes()) {
      if (!Double.isFinite(slope)) {
        throw UsageException.of("Proof: slope %s; allowed: finite numbers", slope);
      }
    }
  }

  private static void check(Split split, Slice slice) {
    int indices = switch (split.kind()) {
      case METRIC -> slice.metrics();
      case RAMP -> slice.ramps();
      case LAYER -> slice.layers();
    };
    boolean choice =
        split.at() == Math.rint(split.at()) && split.at() >= 0 && split.at() < slice.choices();
    if (split.index() < 0
        || split.index() >= indices
        || !Double.isFinite(split.at())
        || split.kind() == Node.Kind.LAYER && !choice) {
      throw UsageException.of("Proof: %s, which the slice does not have", split);
    }
  }
}
