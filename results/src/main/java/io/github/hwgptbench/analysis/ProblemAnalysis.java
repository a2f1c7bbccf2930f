package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.RankingFlip;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All algorithms on one problem.
 *
 * @param problem full name of the problem
 * @param space the space that was searched
 * @param objectives what was minimised (or, for accuracy, maximised)
 * @param constraints what had to hold
 * @param noisy whether algorithms saw readings; scores are noise-free in any case
 * @param evaluations budget of a run, the smallest of all suites
 * @param bounds what normalises objectives
 * @param protocol how hypervolumes are measured
 * @param target what runs are measured against
 * @param algorithms those with a finished run, in the order of the suites
 * @param indicators how runs are scored, the first being that which algorithms are ranked by
 * @param tests of every indicator, by its id
 * @param ranking over the seeds that all algorithms share; empty if there are fewer than two
 *     algorithms or shared seeds
 * @param ranks mean rank over the budget, over the same seeds; none if these are fewer than one or
 *     algorithms fewer than two
 * @param otherProtocols ids of the protocols that the order of the algorithms was checked under
 * @param flips the pairs of algorithms whose order another protocol reverses
 * @param missing planned runs that failed or were not finished
 * @param notes what a reader must know of these numbers, in sentences
 */
public record ProblemAnalysis(
    String problem,
    SearchSpace space,
    List<Objective> objectives,
    List<Constraint> constraints,
    boolean noisy,
    int evaluations,
    Bounds bounds,
    HypervolumeProtocol protocol,
    TargetFront target,
    List<AlgorithmAnalysis> algorithms,
    List<Indicator> indicators,
    Map<String, IndicatorTests> tests,
    Optional<Ranking> ranking,
    List<RankCurve> ranks,
    List<String> otherProtocols,
    List<RankingFlip> flips,
    List<MissingRun> missing,
    List<String> notes) {

  /** Copies the collections. */
  public ProblemAnalysis {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    algorithms = List.copyOf(algorithms);
    indicators = List.copyOf(indicators);
    tests = Map.copyOf(tests);
    ranks = List.copyOf(ranks);
    otherProtocols = List.copyOf(otherProtocols);
    flips = List.copyOf(flips);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /** Returns whether there is one objective, so that values count rather than fronts. */
  public boolean singleObjective() {
    return objectives.size() == 1;
  }

  /** Returns whether there is anything to measure runs against: a front with a point or more. */
  public boolean measured() {
    return !target.points().isEmpty();
  }

  /** Returns what algorithms are ranked by, in one word. */
  public String quality() {
    return singleObjective() ? "regret" : "hypervolume";
  }

  /** Returns what runs are measured against, in words that fit into a caption. */
  public String targetInWords() {
    boolean known = target.source() == TargetFront.Source.BEST_KNOWN;
    if (singleObjective()) {
      return known ? "the best known value" : "the best value of all runs";
    }
    return known ? "the best-known Pareto front" : "what all runs found together";
  }

  /** Returns the indicator that algorithms are ranked by. */
  public Indicator rankedBy() {
    return indicators.get(0);
  }

  /** Returns the tests of every two algorithms in an indicator. */
  public IndicatorTests tests(Indicator indicator) {
    return tests.get(indicator.id());
  }
}
