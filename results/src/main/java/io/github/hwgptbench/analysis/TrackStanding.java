package io.github.hwgptbench.analysis;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The results of all contributions on a track.
 *
 * @param track name of its suite
 * @param title its title
 * @param version of the track
 * @param analyses one per budget at which runs are scored, ascending; the last one is of the whole
 *     budget. Each is of the contributions whose runs have that budget
 * @param contributions who ran the suites of the analyses
 * @since 0.2.0
 */
public record TrackStanding(
    String track,
    String title,
    int version,
    List<SuiteAnalysis> analyses,
    List<Contribution> contributions) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no analysis, or one is of a suite of no
   *     contribution
   */
  public TrackStanding {
    analyses = ImmutableList.copyOf(analyses);
    contributions = ImmutableList.copyOf(contributions);
    List<String> names = contributions.stream().map(Contribution::name).toList();
    if (analyses.isEmpty()
        || !analyses.stream()
            .flatMap(analysis -> analysis.suites().stream())
            .allMatch(suite -> names.contains(suite.name()))) {
      throw new IllegalArgumentException(
          "Analyses of other suites than the contributions " + names);
    }
  }

  /** Returns the analyses of the smaller budgets, ascending. */
  public List<SuiteAnalysis> smaller() {
    return analyses.subList(0, analyses.size() - 1);
  }

  /** Returns the analysis of the whole budget. */
  public SuiteAnalysis whole() {
    return analyses.get(analyses.size() - 1);
  }

  /**
   * Returns the names of the algorithms whose runs end with the budget of an analysis: with that of
   * the {@linkplain #whole whole} one all that it has, else those that no analysis of a larger one
   * has.
   *
   * @param analysis one of the analyses
   * @since 0.2.0
   */
  public Set<String> ending(SuiteAnalysis analysis) {
    Set<String> longer = analyses.subList(analyses.indexOf(analysis) + 1, analyses.size()).stream()
        .flatMap(larger -> larger.suites().stream())
        .map(AnalyzedSuite::name)
        .collect(Collectors.toSet());
    return analysis.problems().stream()
        .flatMap(problem -> problem.algorithms().stream())
        .map(AlgorithmAnalysis::of)
        .filter(algorithm -> !longer.contains(algorithm.suite()))
        .map(AnalyzedAlgorithm::name)
        .collect(Collectors.toSet());
  }

  /** Returns the suite of a contribution. */
  public AnalyzedSuite suite(Contribution contribution) {
    return analyses.stream()
        .flatMap(analysis -> analysis.suites().stream())
        .filter(suite -> suite.name().equals(contribution.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the contribution of an algorithm of the analyses. */
  public Contribution of(AnalyzedAlgorithm algorithm) {
    return contributions.stream()
        .filter(it -> it.name().equals(algorithm.suite()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the ranking of an analysis: over problems if there are enough for tests, else over
   * seeds; empty if there is nothing to rank.
   */
  public static Optional<Ranking> ranking(SuiteAnalysis analysis) {
    return analysis
        .overall()
        .flatMap(overall -> overall.rankings().stream().findFirst())
        .or(() -> analysis
            .problems()
            .get(0)
            .ranking()
            .filter(ranking -> analysis.problems().size() == 1));
  }

  /** Returns the budget of an analysis, which all of its problems have. */
  public static BudgetAxis budget(SuiteAnalysis analysis) {
    return analysis.problems().get(0).budget();
  }
}
