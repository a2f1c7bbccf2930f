package io.github.hwgptbench.analysis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report says of one suite or of several, as numbers.
 *
 * @param suites what was analysed, one or more
 * @param settings how
 * @param problems in the order of the suites
 * @param overProblems what holds over all problems; null if there are fewer than two problems or
 *     two algorithms that all of them have
 */
public record SuiteAnalysis(
    List<AnalyzedSuite> suites,
    AnalysisSettings settings,
    List<ProblemAnalysis> problems,
    @Nullable OverallAnalysis overProblems) {

  /** Copies the lists. */
  public SuiteAnalysis {
    suites = List.copyOf(suites);
    problems = List.copyOf(problems);
  }

  /** Returns what holds over all problems; empty if that is nothing. */
  public Optional<OverallAnalysis> overall() {
    return Optional.ofNullable(overProblems);
  }

  /** Returns the planned runs that failed or were not finished, of all problems. */
  public List<MissingRun> missing() {
    return problems.stream().flatMap(problem -> problem.missing().stream()).toList();
  }
}
