package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.analysis.Comparability;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finished runs of a suite for comparison with new ones, on the problems that both have.
 *
 * @since 0.2.0
 */
public final class ReferenceRuns {

  /** The name of the shipped reference runs. */
  public static final String SHIPPED = "reference";

  private final SuiteArchive suite;

  private ReferenceRuns(SuiteArchive suite) {
    this.suite = suite;
  }

  /**
   * Opens the runs for a comparison.
   *
   * @param against a folder of a suite, a zip file of one, or {@link #SHIPPED} for the suite of
   *     shipped reference runs that has most of the problems
   * @param problems the problems to compare
   * @throws IllegalArgumentException if there are no runs on any of the problems
   * @throws IOException if the folder is missing, or not the folder of a suite
   */
  public static ReferenceRuns open(String against, List<RunSettings> problems) throws IOException {
    if (!against.equals(SHIPPED)) {
      return of(Path.of(against));
    }
    List<Path> folders = shipped();
    List<ReferenceRuns> suites = new ArrayList<>();
    for (Path folder : folders) {
      suites.add(of(folder));
    }
    return suites.stream()
        .filter(reference -> reference.common(problems) > 0)
        .max(Comparator.comparingLong(reference -> reference.common(problems)))
        .orElseThrow(() -> UsageException.of(
            "Problem %s: not in the reference runs that ship, which are of %s; a folder of other runs can be named, as in --against results/runs/mine",
            described(problems.get(0)), names(folders)));
  }

  private static ReferenceRuns of(Path folder) throws IOException {
    return new ReferenceRuns(SuiteArchive.open(folder));
  }

  /**
   * Returns the suites of reference runs on the class path.
   *
   * @throws IOException if there are none; the message has how to get them
   */
  public static List<Path> shipped() throws IOException {
    return ShippedRuns.suites();
  }

  /** Returns the names of suites for a message. */
  public static String names(List<Path> suites) {
    return suites.stream()
        .map(suite -> suite.getFileName().toString().replaceFirst("\\.zip$", ""))
        .collect(Collectors.joining(", "));
  }

  /** Returns the name of the suite. */
  public String name() {
    return suite.name();
  }

  /** Returns the folder or the zip file of the suite. */
  public Path folder() {
    return suite.folder();
  }

  /** Returns the problems that have finished runs. */
  public List<RunSettings> problems() {
    return suite.problems().stream()
        .filter(problem -> !problem.runs().isEmpty())
        .map(ArchivedProblem::settings)
        .toList();
  }

  private long common(List<RunSettings> others) {
    return others.stream().filter(this::has).count();
  }

  /** Returns whether there are finished runs on a problem. */
  public boolean has(RunSettings other) {
    return find(other).isPresent();
  }

  private Optional<RunSettings> find(RunSettings other) {
    return problems().stream()
        .filter(problem -> Comparability.sameProblem(problem, other))
        .findFirst();
  }

  /**
   * Checks that runs on a problem can be compared with these.
   *
   * @throws IllegalArgumentException if not; the message has the reason
   */
  public void check(RunSettings other) {
    RunSettings own = find(other)
        .orElseThrow(() -> UsageException.of(
            "Problem %s: no finished runs in '%s' to compare with; they are of %s",
            described(other),
            suite.folder(),
            problems().isEmpty()
                ? "none"
                : problems().stream()
                    .map(ReferenceRuns::described)
                    .collect(Collectors.joining(", "))));
    Comparability.check(name(), own, other.suite(), other);
  }

  private static String described(RunSettings problem) {
    return problem.problem() + (problem.noisy() ? ", noisy" : "") + problem.circumstances();
  }

  /**
   * Returns a suite of new algorithms for comparison with these runs.
   *
   * @param name of the suite
   * @param problems the problems
   * @param seeds some of the seeds of these runs; null for all
   * @param evaluations budget of each run; null for that of these runs
   * @throws IllegalArgumentException if problems can't be compared, or there are no such seeds
   */
  public Suite suite(
      String name,
      List<RunSettings> problems,
      List<SearchAlgorithm> algorithms,
      @Nullable List<Long> seeds,
      @Nullable Integer evaluations) {
    problems.forEach(this::check);
    List<Long> own = suite.plan().seeds();
    List<Long> chosen = Objects.requireNonNullElse(seeds, own);
    for (long seed : chosen) {
      if (!own.contains(seed)) {
        throw UsageException.of(
            "Seed %d: not in the runs of '%s', and tests pair runs of the same seed; allowed: %s",
            seed,
            suite.folder(),
            own.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      }
    }
    int budget =
        Objects.requireNonNullElse(evaluations, suite.plan().problems().get(0).evaluations());
    return new Suite(
        problems.stream()
            .map(problem -> problem.with(name, problem.metered() ? problem.evaluations() : budget))
            .toList(),
        algorithms,
        chosen);
  }

  /**
   * Returns a suite and these runs, on the problems of the suite.
   *
   * @throws IllegalArgumentException if they can't be compared; the message has the reason
   */
  public List<SuiteArchive> beside(SuiteArchive mine) {
    List<RunSettings> problems = mine.plan().problems();
    problems.forEach(this::check);
    return List.of(
        mine,
        suite.withProblems(
            own -> problems.stream().anyMatch(other -> Comparability.sameProblem(own, other))));
  }
}
