package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.LayeredRamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A problem whose metrics are sums of ramps over layers, in slices: one for each embed_dim, n_layer
 * and bias. Metrics are minimised; constraints are metrics with an upper bound. Immutable.
 *
 * @since 0.2.0
 */
public final class LayeredProblem {

  private final List<Slice> slices;
  /** The objective with the most ramps comes last: its bounds are the hardest to come by. */
  private final int[] order;

  private final double[] limits;

  /**
   * Puts a problem together.
   *
   * @param slices with the objectives in some order, then the constraints
   * @param order of the problem's objectives, in which the slices have them
   * @param limits of the constraints
   */
  LayeredProblem(List<Slice> slices, int[] order, double[] limits) {
    this.slices = slices;
    this.order = order;
    this.limits = limits;
  }

  /**
   * Makes a problem.
   *
   * @param bench evaluates the metrics
   * @param objectives at least two
   * @param constraints may be none
   * @throws io.github.hwgptbench.usage.UsageException if a metric has neither a surrogate nor a
   *     closed form
   */
  public static LayeredProblem of(
      HwGptBench bench, List<Objective> objectives, List<Constraint> constraints) {
    int[] order = IntStream.range(0, objectives.size())
        .boxed()
        .sorted(Comparator.comparingInt(
            i -> bench.layered(objectives.get(i), 0, 0, 0).signs().length))
        .mapToInt(Integer::intValue)
        .toArray();
    SearchSpace space = bench.space();
    List<Slice> slices = new ArrayList<>();
    for (int embed = 0; embed < space.embedDims().size(); embed++) {
      for (int depth = 0; depth < space.layerCounts().size(); depth++) {
        for (int bias = 0; bias < space.biases().size(); bias++) {
          List<LayeredRamps> sums = new ArrayList<>();
          for (int objective : order) {
            LayeredRamps sum = bench.layered(objectives.get(objective), embed, depth, bias);
            sums.add(objectives.get(objective).maximized() ? sum.negated() : sum);
          }
          for (Constraint constraint : constraints) {
            LayeredRamps sum = bench.layered(constraint.objective(), embed, depth, bias);
            sums.add(constraint.maximized() ? sum.negated() : sum);
          }
          slices.add(new Slice(sums));
        }
      }
    }
    double[] limits = constraints.stream()
        .mapToDouble(
            constraint -> constraint.maximized() ? -constraint.bound() : constraint.bound())
        .toArray();
    return new LayeredProblem(List.copyOf(slices), order, limits);
  }

  List<Slice> slices() {
    return slices;
  }

  int objectives() {
    return order.length;
  }

  /** Returns the bounds of the constraints, of metrics that are minimised. */
  double[] limits() {
    return limits;
  }

  /** Returns a point with its objectives in the order of the slices. */
  double[] ordered(double[] point) {
    return IntStream.of(order).mapToDouble(i -> point[i]).toArray();
  }

  /** Returns a point with its objectives in the order of the problem again. */
  double[] restored(double[] point) {
    double[] restored = new double[point.length];
    for (int i = 0; i < order.length; i++) {
      restored[order[i]] = point[i];
    }
    return restored;
  }
}
