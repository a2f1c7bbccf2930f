package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.Comparability;
import io.github.hwgptbench.analysis.Robustness;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.SuitePage;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The report of suites: its options, and how it is made. */
final class SuiteReport {

  @Mixin
  private ThreadsOption threads;

  @Option(
      names = "--over",
      paramLabel = "UNIT",
      description = "Horizontal axis of curves: 'evaluations', 'cost' in full evaluations, or"
          + " 'time' on the simulated clock (default: the unit of the budget).")
  private @Nullable String over;

  @Option(
      names = "--algorithms",
      paramLabel = "ALGORITHM",
      description =
          "Only these algorithms, separated by commas. The runs of others are not read, and"
              + " ranks and tests are among these alone.")
  private @Nullable String algorithms;

  @Option(
      names = "--highlight",
      paramLabel = "ALGORITHM",
      description = "Figures show all other algorithms in grey.")
  private @Nullable String highlight;

  /**
   * Returns what curves are drawn over; null for what the budget is of.
   *
   * @throws IllegalArgumentException if that is none of the three
   */
  private Budget.@Nullable Unit over() {
    if (over == null) {
      return null;
    }
    return switch (over) {
      case "evaluations" -> Budget.Unit.EVALUATIONS;
      case "cost" -> Budget.Unit.COST;
      case "time" -> Budget.Unit.SECONDS;
      default -> throw UsageException.of("--over '%s'; allowed: evaluations, cost, time", over);
    };
  }

  /** Returns how many threads to use. */
  int threads() {
    return threads.count();
  }

  /** Reads the indexes of suites. */
  static List<SuiteArchive> open(List<Path> folders) throws IOException {
    List<SuiteArchive> suites = new ArrayList<>();
    for (Path folder : folders) {
      suites.add(SuiteArchive.open(folder));
    }
    return suites;
  }

  /**
   * Checks by their indexes alone that suites can be compared, before reading their runs takes
   * long.
   *
   * @throws IllegalArgumentException if not; says in what they differ
   */
  static void checkComparable(List<SuiteArchive> suites) {
    for (int i = 1; i < suites.size(); i++) {
      SuiteArchive other = suites.get(i);
      for (SuiteArchive one : suites.subList(0, i)) {
        for (RunSettings settings : finished(one)) {
          finished(other).stream()
              .filter(same -> Comparability.sameProblem(settings, same))
              .forEach(same -> Comparability.check(one.name(), settings, other.name(), same));
        }
      }
    }
  }

  private static List<RunSettings> finished(SuiteArchive suite) {
    return suite.problems().stream()
        .filter(problem -> !problem.runs().isEmpty())
        .map(ArchivedProblem::settings)
        .toList();
  }

  /**
   * Analyses suites.
   *
   * @param err receives progress
   * @return what to write
   */
  Page page(List<SuiteArchive> suites, PrintWriter err) throws IOException, InterruptedException {
    SuiteAnalysis analysis = analyze(
        AnalysisSettings.usual().over(over()).worlds(Robustness.WORLDS),
        chosen(suites),
        threads(),
        err);
    return highlight == null ? SuitePage.of(analysis) : SuitePage.of(analysis, name(highlight));
  }

  /**
   * Checks that no algorithms were given.
   *
   * @throws IllegalArgumentException if some were
   */
  void checkNoAlgorithms() {
    if (algorithms != null || highlight != null) {
      throw UsageException.of(
          "%s '%s' requires the folder of a suite, and not --benchmark",
          algorithms == null ? "--highlight" : "--algorithms",
          algorithms == null ? highlight : algorithms);
    }
  }

  /**
   * Checks the names of algorithms that were given, before reading runs takes long.
   *
   * @throws IllegalArgumentException if one is in none of the suites
   */
  void checkAlgorithms(List<SuiteArchive> suites) {
    Set<String> known = suites.stream()
        .flatMap(suite -> suite.plan().algorithms().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> only = only();
    only.forEach(name -> check("--algorithms", name, known));
    if (highlight != null) {
      check("--highlight", name(highlight), only.isEmpty() ? known : only);
    }
  }

  private static void check(String option, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw UsageException.of(
          "%s: no algorithm '%s' in the report; %s", option, name, Suggestion.known(name, known));
    }
  }

  /** Returns the name under which suites have an algorithm. */
  private static String name(String algorithm) {
    return AlgorithmName.parse(algorithm).toString();
  }

  private List<String> only() {
    return algorithms == null
        ? List.of()
        : AlgorithmName.parseAll(algorithms).stream()
            .map(AlgorithmName::toString)
            .toList();
  }

  private List<SuiteArchive> chosen(List<SuiteArchive> suites) {
    List<String> only = only();
    return only.isEmpty()
        ? suites
        : suites.stream()
            .map(suite -> suite.withAlgorithms(only::contains))
            .filter(suite -> !suite.plan().algorithms().isEmpty())
            .toList();
  }

  /**
   * Analyses suites.
   *
   * @param settings how to analyse
   * @param cores how many runs to read at the same time
   * @param err receives progress
   */
  static SuiteAnalysis analyze(
      AnalysisSettings settings, List<SuiteArchive> suites, int cores, PrintWriter err)
      throws IOException, InterruptedException {
    SuiteAnalyzer analyzer =
        new SuiteAnalyzer(settings, cores, BestFrontLookup.SHIPPED, BoundsLookup.SHIPPED);
    int runs = suites.stream()
        .flatMap(suite -> suite.problems().stream())
        .mapToInt(problem -> problem.runs().size())
        .sum();
    try (ProgressLine progress =
        new ProgressLine(err, "", (long) SuiteAnalyzer.STEPS_OF_A_RUN * runs)) {
      return analyzer.analyze(suites, progress::step);
    }
  }
}
