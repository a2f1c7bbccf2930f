package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.Comparability;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.Better;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} prints that takes an analysis of the runs: indicators beside the hypervolume,
 * and on problems of one objective the best values and the regret.
 */
final class FurtherIndicators {

  private static final List<String> STATISTICS = List.of("median", "iqr");

  /** What is printed in any case. */
  private static final List<String> BESIDE =
      List.of(Indicators.HYPERVOLUME.id(), Indicators.REGRET.id());

  /** Those asked for. */
  private final List<Indicator> wanted;
  /** Those of them that a problem or more can be scored by. */
  private final List<Indicator> indicators;
  /** Null where nothing takes an analysis. */
  private final @Nullable SuiteAnalysis analysis;

  private FurtherIndicators(
      List<Indicator> wanted, List<RunSettings> problems, @Nullable SuiteAnalysis analysis) {
    this.wanted = wanted;
    this.indicators = wanted.stream()
        .filter(it -> problems.stream()
            .anyMatch(problem -> it.supports(problem.objectives().size())))
        .toList();
    this.analysis = analysis;
  }

  /** Computes an analysis. */
  interface Analyzer {

    SuiteAnalysis analyze(AnalysisSettings settings) throws IOException, InterruptedException;
  }

  /**
   * Looks indicators up.
   *
   * @param ids names with commas between them; those of the hypervolume and the regret add nothing
   * @throws IllegalArgumentException if one is unknown, or named twice
   */
  static List<Indicator> parse(String ids) {
    List<Indicator> all =
        Stream.of(ids.split(",", -1)).map(String::strip).map(Indicators::named).toList();
    if (all.stream().distinct().count() < all.size()) {
      throw UsageException.of("--indicators %s: one is given twice; allowed: once", ids);
    }
    return all.stream().filter(it -> !BESIDE.contains(it.id())).toList();
  }

  /** Computes the indicators; runs the analyzer only where it is needed. */
  static FurtherIndicators of(
      List<Indicator> indicators, List<RunSettings> problems, Analyzer analyzer)
      throws IOException, InterruptedException {
    boolean fronts = problems.stream().allMatch(problem -> problem.objectives().size() > 1);
    return new FurtherIndicators(
        indicators,
        problems,
        indicators.isEmpty() && fronts
            ? null
            : analyzer.analyze(AnalysisSettings.usual().with(indicators)));
  }

  /** Returns the names of the columns, none where there are no indicators. */
  List<String> columns() {
    return indicators.stream()
        .flatMap(it -> STATISTICS.stream().map(name -> it.id().replace('-', '_') + "_" + name))
        .toList();
  }

  /** Returns a cell per column; null where an algorithm has no finished run. */
  List<@Nullable Object> cells(RunSettings problem, String algorithm) {
    List<@Nullable Object> cells = new ArrayList<>();
    Optional<AlgorithmAnalysis> scores = algorithm(problem, algorithm);
    for (Indicator indicator : indicators) {
      if (scores.isEmpty()
          || !scores.get().indicators().containsKey(indicator.id())
          || scores.get().summary(indicator).mark() == Mark.UNMEASURED) {
        cells.addAll(Arrays.asList(null, null));
      } else {
        Summary summary = scores.get().summary(indicator).summary();
        cells.addAll(List.of(summary.median(), summary.interquartileRange()));
      }
    }
    return cells;
  }

  /** Returns the best feasible values on a problem of one objective, one per run that has one. */
  double[] best(RunSettings problem, String algorithm) {
    return algorithm(problem, algorithm).stream()
        .flatMap(it -> it.runs().stream())
        .flatMapToDouble(run -> run.best().stream())
        .toArray();
  }

  /**
   * Returns the regrets on a problem of one objective, one per run; none of other problems, or
   * where nothing feasible is known.
   */
  double[] regrets(RunSettings problem, String algorithm) {
    return algorithm(problem, algorithm)
        .filter(it -> it.indicators().containsKey(Indicators.REGRET.id()))
        .filter(it -> it.summary(Indicators.REGRET).mark() != Mark.UNMEASURED)
        .map(it -> it.values(Indicators.REGRET))
        .orElse(new double[0]);
  }

  /** Returns what regrets on a problem of one objective are relative to. */
  String target(RunSettings problem) {
    return problem(problem)
        .map(ProblemAnalysis::targetInWords)
        .orElse("the best value of all runs");
  }

  /** Returns what the columns of a problem are. */
  Optional<String> explanation(RunSettings problem) {
    return problem(problem)
        .map(it -> wanted.stream()
            .map(indicator -> it.tests().containsKey(indicator.id())
                ? Text.format(
                    "%s: %s; %s is better.",
                    indicator.id().replace('-', '_'),
                    indicator.description(it.protocol(), it.targetInWords()),
                    indicator.better() == Better.LESS ? "less" : "more")
                : Text.format(
                    "%s: left out, as it does not support problems with %s.",
                    indicator.id().replace('-', '_'),
                    it.singleObjective()
                        ? "one objective"
                        : it.objectives().size() + " objectives"))
            .collect(Collectors.joining(System.lineSeparator())))
        .filter(text -> !text.isEmpty());
  }

  private Optional<AlgorithmAnalysis> algorithm(RunSettings problem, String algorithm) {
    return problem(problem)
        .flatMap(it -> it.algorithms().stream()
            .filter(one -> one.of().algorithm().equals(algorithm))
            .findFirst());
  }

  private Optional<ProblemAnalysis> problem(RunSettings problem) {
    return Optional.ofNullable(analysis)
        .flatMap(it -> it.problems().stream()
            .filter(one -> Comparability.sameProblem(one.settings(), problem))
            .findFirst());
  }
}
