package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a {@link SuiteAnalysis} of the records of suites.
 *
 * <p>Every thread reads one run at a time and does not keep it; memory contains a few numbers per
 * evaluation of one problem at a time, and the fronts. The analysis is bit-identical for any number
 * of threads.
 *
 * <p>Suites that have a problem of the same name are compared on it, up to the smaller budget. If
 * two of them have an algorithm of the same name, whose settings or versions differ, the name of
 * the suite is appended.
 *
 * @param settings settings of the analysis
 * @param threads number of threads, 1 or more
 * @param bestFronts fronts that runs are compared with; without one, it is the joint front of all
 *     runs
 * @param bounds for other protocols than the recorded one
 */
public record SuiteAnalyzer(
    AnalysisSettings settings, int threads, BestFrontLookup bestFronts, BoundsLookup bounds) {

  /**
   * The number of progress reports of an analysis per run: after it is read, and after it is
   * scored.
   */
  public static final int STEPS_OF_A_RUN = 2;

  /**
   * Makes an analyzer.
   *
   * @throws IllegalArgumentException if there is no thread
   */
  public SuiteAnalyzer {
    if (threads < 1) {
      throw UsageException.of("%d threads; allowed: 1 or more", threads);
    }
  }

  /**
   * Reads and analyses suites.
   *
   * @param suites one or more
   * @throws IOException if a record can't be read; the message names the file
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are no suites or no finished runs, or suites have a
   *     problem of the same name and can't be compared on it, since their surrogates, bounds or
   *     reference points differ; the message names the difference
   */
  public SuiteAnalysis analyze(List<SuiteArchive> suites) throws IOException, InterruptedException {
    return analyze(suites, () -> {});
  }

  /**
   * Reads and analyses suites, and reports progress.
   *
   * @param suites one or more
   * @param progress called {@link #STEPS_OF_A_RUN} times for every finished run of the suites, by
   *     any thread
   * @throws IOException if a record can't be read; the message names the file
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException as {@link #analyze(List)} does
   */
  public SuiteAnalysis analyze(List<SuiteArchive> suites, Runnable progress)
      throws IOException, InterruptedException {
    return analyze(suites, names(suites), progress);
  }

  /**
   * Reads and analyses suites under other names.
   *
   * @param suites one or more
   * @param names one per suite, all different
   * @param progress as in {@link #analyze(List, Runnable)}
   * @throws IOException if a record can't be read; the message names the file
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException as {@link #analyze(List)} does
   * @since 0.2.0
   */
  public SuiteAnalysis analyze(List<SuiteArchive> suites, List<String> names, Runnable progress)
      throws IOException, InterruptedException {
    if (suites.isEmpty()) {
      throw new UsageException("Analysis of no suites; allowed: 1 or more");
    }
    List<Contest> contests = Contest.all(suites, names).stream()
        .filter(
            contest -> contest.contenders().stream().anyMatch(it -> !it.runs().isEmpty()))
        .toList();
    if (contests.isEmpty()) {
      throw UsageException.of(
          "%s: no finished runs; allowed: suites with one or more", folders(suites));
    }
    Set<String> everywhere = everywhere(contests);
    int common;
    List<ContestAnalysis.Result> results = new ArrayList<>();
    try (Workers workers = new Workers(threads)) {
      List<Contest> drawn = new ArrayList<>();
      for (Contest contest : contests) {
        Contest counted = settings.within() == null ? contest : contest.within(settings.within());
        drawn.add(settings.over() == null ? counted : counted.over(settings.over(), workers));
      }
      common = common(drawn.stream().map(Contest::axis).toList());
      for (int i = 0; i < drawn.size(); i++) {
        Contest contest = contests.get(i);
        Contest whole = settings.within() == null ? contest : contest.longest();
        results.add(new ContestAnalysis(this, drawn.get(i), whole)
            .analyze(workers, common, everywhere, progress));
      }
    }
    List<ProblemAnalysis> problems =
        results.stream().map(ContestAnalysis.Result::problem).toList();
    return new SuiteAnalysis(
        analyzed(suites, names),
        settings,
        problems,
        new OverallScoring(problems, List.copyOf(everywhere), settings.level())
            .analysis(results.stream().map(ContestAnalysis.Result::ranks).toList(), common)
            .orElse(null));
  }

  /** Returns the last step up to which the steps of all are the same; 0 if they are not. */
  private static int common(List<BudgetAxis> axes) {
    return axes.stream().allMatch(axis -> axis.unit() == Budget.Unit.EVALUATIONS)
            || axes.stream().distinct().count() == 1
        ? axes.stream().mapToInt(BudgetAxis::steps).min().getAsInt()
        : 0;
  }

  private static String folders(List<SuiteArchive> suites) {
    return suites.stream()
        .map(suite -> suite.folder().toString())
        .collect(Collectors.joining(", "));
  }

  /** Returns the names of the suites, with a number behind one that was there before. */
  private static List<String> names(List<SuiteArchive> suites) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (SuiteArchive suite : suites) {
      int count = counts.merge(suite.name(), 1, Integer::sum);
      names.add(count == 1 ? suite.name() : Text.format("%s #%d", suite.name(), count));
    }
    return names;
  }

  /** Returns the algorithms with a finished run on every problem, in the order of the first. */
  private static Set<String> everywhere(List<Contest> contests) {
    Set<String> everywhere = finished(contests.get(0));
    contests.forEach(contest -> everywhere.retainAll(finished(contest)));
    return everywhere;
  }

  private static Set<String> finished(Contest contest) {
    return contest.contenders().stream()
        .filter(contender -> !contender.runs().isEmpty())
        .map(Contender::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<AnalyzedSuite> analyzed(List<SuiteArchive> suites, List<String> names) {
    List<AnalyzedSuite> analyzed = new ArrayList<>();
    for (SuiteArchive suite : suites) {
      analyzed.add(analyzed(suite, names.get(analyzed.size())));
    }
    return analyzed;
  }

  private static AnalyzedSuite analyzed(SuiteArchive suite, String name) {
    List<ArchivedProblem> problems = suite.problems();
    List<RunOutcome> finished = problems.stream()
        .flatMap(problem -> problem.runs().stream())
        .map(ArchivedRun::outcome)
        .toList();
    List<Provenance> provenance = problems.stream()
        .flatMap(problem -> Stream.concat(
            problem.runs().stream().map(ArchivedRun::provenance),
            Stream.of(problem.settings().provenance())
                .filter(own -> problem.runs().isEmpty())))
        .distinct()
        .toList();
    return new AnalyzedSuite(
        name,
        suite.folder(),
        suite.complete(),
        problems.stream()
            .mapToInt(problem -> problem.algorithms().size() * problem.seeds().size())
            .sum(),
        problems.stream().mapToInt(problem -> problem.failed().size()).sum(),
        finished,
        provenance);
  }
}
