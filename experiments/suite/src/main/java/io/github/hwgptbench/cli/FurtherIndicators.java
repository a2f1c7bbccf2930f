package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.Better;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The indicators that {@code run} prints beside the hypervolume. */
final class FurtherIndicators {

  private static final List<String> STATISTICS = List.of("median", "iqr");

  private final List<Indicator> indicators;
  /** Empty where there are no indicators. */
  private final Optional<SuiteAnalysis> analysis;

  private FurtherIndicators(List<Indicator> indicators, Optional<SuiteAnalysis> analysis) {
    this.indicators = indicators;
    this.analysis = analysis;
  }

  /** Computes an analysis. */
  interface Analyzer {

    SuiteAnalysis analyze(AnalysisSettings settings) throws IOException, InterruptedException;
  }

  /**
   * Looks indicators up.
   *
   * @param ids names with commas between them; that of the hypervolume adds nothing
   * @throws IllegalArgumentException if one is unknown, or named twice
   */
  static List<Indicator> parse(String ids) {
    List<Indicator> all =
        Stream.of(ids.split(",", -1)).map(String::strip).map(Indicators::named).toList();
    if (all.stream().distinct().count() < all.size()) {
      throw new UsageException(
          String.format(Locale.ROOT, "--indicators %s: one is given twice; allowed: once", ids));
    }
    return all.stream()
        .filter(it -> !it.id().equals(Indicators.HYPERVOLUME.id()))
        .toList();
  }

  /** Computes the indicators; runs the analyzer only where there are any. */
  static FurtherIndicators of(List<Indicator> indicators, Analyzer analyzer)
      throws IOException, InterruptedException {
    return new FurtherIndicators(
        indicators,
        indicators.isEmpty()
            ? Optional.empty()
            : Optional.of(analyzer.analyze(AnalysisSettings.usual().with(indicators))));
  }

  /** Returns the names of the columns, none where there are no indicators. */
  List<String> columns() {
    return indicators.stream()
        .flatMap(it -> STATISTICS.stream().map(name -> it.id().replace('-', '_') + "_" + name))
        .toList();
  }

  /** Returns a cell per column; null where an algorithm has no finished run. */
  List<Object> cells(RunSettings problem, String algorithm) {
    List<Object> cells = new ArrayList<>();
    Optional<AlgorithmAnalysis> scores = problem(problem)
        .flatMap(it -> it.algorithms().stream()
            .filter(one -> one.algorithm().equals(algorithm))
            .findFirst());
    for (Indicator indicator : indicators) {
      if (scores.isEmpty()) {
        cells.addAll(Arrays.asList(null, null));
      } else {
        Summary summary = scores.get().summary(indicator).summary();
        cells.addAll(List.of(summary.median(), summary.interquartileRange()));
      }
    }
    return cells;
  }

  /** Returns what the columns of a problem are. */
  Optional<String> explanation(RunSettings problem) {
    return problem(problem)
        .map(it -> indicators.stream()
            .map(indicator -> String.format(
                Locale.ROOT,
                "%s: %s; %s is better.",
                indicator.id().replace('-', '_'),
                indicator.description(it.protocol(), it.target().source().description()),
                indicator.better() == Better.LESS ? "less" : "more"))
            .collect(Collectors.joining(System.lineSeparator())));
  }

  private Optional<ProblemAnalysis> problem(RunSettings problem) {
    return analysis.flatMap(it -> it.problems().stream()
        .filter(
            one -> one.problem().equals(problem.problem().name()) && one.noisy() == problem.noisy())
        .findFirst());
  }
}
