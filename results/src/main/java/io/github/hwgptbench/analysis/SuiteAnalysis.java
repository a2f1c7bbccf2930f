package io.github.hwgptbench.analysis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The analysis of one or several suites: all numbers of a report.
 *
 * @param suites the analysed suites, one or more
 * @param settings settings of the analysis
 * @param problems in the order of the suites
 * @param overProblems analysis over all problems; null if there are fewer than two problems, or
 *     fewer than two algorithms that all problems have
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

  /** Returns the analysis over all problems; empty if there is none. */
  public Optional<OverallAnalysis> overall() {
    return Optional.ofNullable(overProblems);
  }

  /** Returns the planned runs that failed or were not finished, of all problems. */
  public List<MissingRun> missing() {
    return problems.stream().flatMap(problem -> problem.missing().stream()).toList();
  }
}
