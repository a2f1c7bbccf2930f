package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The best-known Pareto front of perplexity and one other objective, and how it measures.
 *
 * @param objective the other one
 * @param architectures those of the front, by ascending perplexity
 * @param normalization of perplexity and the objective
 * @param reference the reference point
 * @param volume the hypervolume of the front
 */
record KnownFront(
    Objective objective,
    List<Architecture> architectures,
    Normalization normalization,
    double[] reference,
    double volume) {

  static final Objective PERPLEXITY = Objective.of(Metric.PERPLEXITY);

  /**
   * Reads the fronts of a benchmark.
   *
   * @return of each latency and energy that it has and whose front ships for its surrogates
   * @throws IOException if one can't be read
   */
  static List<KnownFront> of(HwGptBench bench) throws IOException {
    SearchSpace space = bench.space();
    List<KnownFront> fronts = new ArrayList<>();
    for (Objective objective : bench.objectives()) {
      if (fits(objective.metric())) {
        Optional<ReferenceFront> front =
            BestFronts.find(space.name(), List.of(PERPLEXITY, objective), List.of());
        if (front.isPresent()
            && front.get().provenance().surrogates().equals(bench.surrogateHash())) {
          fronts.add(of(space, objective, front.get()));
        }
      }
    }
    return fronts;
  }

  /** Returns whether fronts of a metric and perplexity ship. */
  static boolean fits(Metric metric) {
    return metric.equals(Metric.LATENCY) || metric.equals(Metric.ENERGY);
  }

  private static KnownFront of(SearchSpace space, Objective objective, ReferenceFront front) {
    double coordinate = front.frame().reference();
    return new KnownFront(
        objective,
        front.points().stream()
            .sorted(Comparator.comparingDouble(point -> point.values().get(0)))
            .map(point -> space.parse(point.architecture()))
            .toList(),
        front.normalization(),
        new double[] {coordinate, coordinate},
        front.hypervolume());
  }

  /**
   * Returns the hypervolume of points under the bounds of this front.
   *
   * @param points values of perplexity and the objective, in their units
   */
  double hypervolume(double[][] points) {
    double[][] normalized = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      normalized[i] = normalization.apply(points[i]);
    }
    return Hypervolume.of(normalized, reference);
  }
}
