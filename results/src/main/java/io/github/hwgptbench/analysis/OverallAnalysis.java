package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * An analysis of algorithms over several problems.
 *
 * @param problems names of the problems, two or more
 * @param algorithms names of the algorithms that every problem has, two or more
 * @param rankings over problems, and over the seeds of all problems if all share some; the first is
 *     the one to show
 * @param ranks mean rank over the budget, over the problems, each with the same weight
 * @param reached runtime ECDFs, one per algorithm; none if budgets differ so that there is no
 *     common axis
 * @param profiles performance profiles, one per target that an algorithm reached on some problem
 * @param notes notes on these numbers for a reader, as sentences
 */
public record OverallAnalysis(
    List<String> problems,
    List<String> algorithms,
    List<Ranking> rankings,
    List<RankCurve> ranks,
    List<ReachedCurve> reached,
    List<TargetProfile> profiles,
    List<String> notes) {

  /** Copies the lists. */
  public OverallAnalysis {
    problems = List.copyOf(problems);
    algorithms = List.copyOf(algorithms);
    rankings = List.copyOf(rankings);
    ranks = List.copyOf(ranks);
    reached = List.copyOf(reached);
    profiles = List.copyOf(profiles);
    notes = List.copyOf(notes);
  }
}
