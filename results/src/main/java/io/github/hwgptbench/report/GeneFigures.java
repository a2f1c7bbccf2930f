package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.FrontChoices;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.TargetFront;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.report.internal.figure.HeatMap;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.ParallelCoordinates;
import io.github.hwgptbench.report.internal.figure.ParallelCoordinates.Bundle;
import io.github.hwgptbench.report.internal.figure.ParallelCoordinates.Dimension;
import io.github.hwgptbench.report.internal.figure.Style;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of what the architectures of fronts are made of. */
final class GeneFigures {

  /** More lines of one colour are indistinguishable. */
  private static final int MOST_LINES = 40;

  private static final HeatMap.Scale SHARES =
      new HeatMap.Scale("share of the architectures", HeatMap.Shades.SEQUENTIAL, 0, 1, 2);

  private final ProblemAnalysis problem;
  private final Palette palette;
  private final SearchSpace space;
  /** What the front is called that those of the algorithms are compared with. */
  private final String compared;

  /** The algorithm with the best median; none if no run found anything. */
  private final List<AlgorithmAnalysis> best;
  /** By the names of the algorithms that found something, and of the front that is compared. */
  private final Map<String, FrontChoices> fronts = new LinkedHashMap<>();

  /**
   * Makes figures.
   *
   * @param problem one that is measured
   */
  GeneFigures(ProblemAnalysis problem, Palette palette) {
    this.problem = problem;
    this.palette = palette;
    this.space = problem.space();
    this.compared = problem.target().source() == TargetFront.Source.BEST_KNOWN
        ? "best-known front"
        : "all runs together";
    this.best = problem.algorithms().stream()
        .filter(algorithm -> !algorithm.fronts().union().isEmpty())
        .sorted(Comparator.comparingDouble(algorithm -> -problem
            .rankedBy()
            .better()
            .merit(algorithm.summary(problem.rankedBy()).summary().median())))
        .limit(1)
        .toList();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      if (!algorithm.fronts().union().isEmpty()) {
        fronts.put(
            algorithm.name(),
            FrontChoices.of(
                space,
                algorithm.fronts().union().stream()
                    .map(point -> space.parse(point.architecture()))
                    .toList()));
      }
    }
    fronts.put(
        compared,
        FrontChoices.of(
            space,
            problem.target().points().stream()
                .map(point -> space.parse(point.architecture()))
                .toList()));
  }

  /** Returns which choices the fronts share, one row per front. */
  HeatMap choices() {
    return new HeatMap(
        Text.format(
            "The share of the architectures of each front on %s that have each choice of embed_dim, n_layer and bias, and the mean share of their layers that have each mlp_ratio and n_head.",
            problem.problem()),
        List.copyOf(fronts.keySet()),
        fronts.values().iterator().next().whole().stream()
            .map(choice -> choice.gene() + " " + choice.choice())
            .toList(),
        fronts.values().stream()
            .map(front -> front.whole().stream().map(FrontChoices.Choice::share).toList())
            .toList(),
        SHARES);
  }

  /** Returns the choices of each layer: of the best algorithm, and of the front to compare with. */
  HeatMap byLayer() {
    List<String> rows = new ArrayList<>();
    List<List<Double>> values = new ArrayList<>();
    for (Map.Entry<String, FrontChoices> entry : fronts.entrySet()) {
      String name = entry.getKey();
      if (!detailed().contains(name)) {
        continue;
      }
      FrontChoices front = entry.getValue();
      for (int ratio : space.mlpRatios()) {
        rows.add(Text.format("%s: mlp_ratio %d", name, ratio));
        values.add(shares(front, "mlp_ratio", ratio));
      }
      for (int heads : space.headCounts()) {
        rows.add(Text.format("%s: n_head %d", name, heads));
        values.add(shares(front, "n_head", heads));
      }
    }
    return new HeatMap(
        Text.format(
            "The share of the architectures with a layer that have each mlp_ratio and n_head there, from the first to the last layer, of %s on %s.",
            String.join(" and of ", detailed()), problem.problem()),
        rows,
        IntStream.rangeClosed(1, space.maxLayers()).mapToObj(Integer::toString).toList(),
        values,
        SHARES);
  }

  /** Returns the names of the fronts that are shown in detail. */
  private List<String> detailed() {
    return Stream.concat(best.stream().map(AlgorithmAnalysis::name), Stream.of(compared))
        .toList();
  }

  private static List<Double> shares(FrontChoices front, String gene, int choice) {
    return front.byLayer(gene, String.valueOf(choice)).stream()
        .map(FrontChoices.Choice::share)
        .toList();
  }

  /** Returns genes and objectives of the median run of the best algorithm, and of that front. */
  ParallelCoordinates parallel() {
    List<Dimension> dimensions = new ArrayList<>(List.of(
        dimension("embed_dim", space.embedDims()),
        dimension("n_layer", space.layerCounts()),
        dimension("bias", space.biases()),
        dimension("mean mlp_ratio", List.of()),
        dimension("mean n_head", List.of())));
    for (Objective objective : problem.objectives()) {
      String unit = objective.unit().isEmpty() ? "" : " [" + objective.unit() + "]";
      dimensions.add(dimension(objective + unit, List.of()));
    }
    List<Bundle> bundles = new ArrayList<>();
    bundles.add(new Bundle(
        compared,
        Style.REFERENCE,
        thinned(problem.target().points().stream()
            .map(point -> line(point.architecture(), point.values()))
            .toList())));
    for (AlgorithmAnalysis algorithm : best) {
      bundles.add(new Bundle(
          algorithm.name(),
          palette.style(algorithm.name()),
          thinned(algorithm.fronts().median().stream()
              .map(point -> line(point.architecture(), point.values()))
              .toList())));
    }
    return new ParallelCoordinates(
        Text.format(
            "Genes and objectives of the architectures of %s on %s, one line per architecture;"
                + " for an algorithm, of the final front of the run with the median %s.",
            String.join(" and of ", detailed()), problem.problem(), problem.quality()),
        dimensions,
        bundles);
  }

  private static Dimension dimension(String label, List<?> choices) {
    return new Dimension(label, choices.stream().map(Object::toString).toList());
  }

  private List<Double> line(String text, List<Double> values) {
    Architecture architecture = space.parse(text);
    List<Double> line = new ArrayList<>(List.of(
        (double) space.embedDims().indexOf(architecture.embedDim()),
        (double) space.layerCounts().indexOf(architecture.layers()),
        (double) space.biases().indexOf(architecture.bias()),
        mean(architecture.mlpRatios()),
        mean(architecture.heads())));
    line.addAll(values);
    return line;
  }

  private static double mean(int[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Leaves out lines at equal distances in the order of the front. */
  private static List<List<Double>> thinned(List<List<Double>> lines) {
    int kept = Math.min(MOST_LINES, lines.size());
    return IntStream.range(0, kept)
        .mapToObj(i -> lines.get((int) ((long) i * lines.size() / kept)))
        .toList();
  }
}
