package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.RankingFlip;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An analysis of all algorithms on one problem.
 *
 * @param settings settings of the problem in the first suite; scores are always noise-free
 * @param axes of the budget and of curves
 * @param target the front that runs are compared with
 * @param algorithms those with a finished run, in the order of the suites
 * @param indicators indicators that score runs; algorithms are ranked by the first
 * @param comparison comparison of the algorithms
 * @param genes importance of the genes for the objectives; null if there are too few evaluations,
 *     or several fidelities
 * @param missing planned runs that failed or were not finished
 * @param notes notes on these numbers for a reader, as sentences
 */
public record ProblemAnalysis(
    RunSettings settings,
    Axes axes,
    TargetFront target,
    List<AlgorithmAnalysis> algorithms,
    List<Indicator> indicators,
    AlgorithmComparison comparison,
    @Nullable GeneImportance genes,
    List<MissingRun> missing,
    List<String> notes) {

  /**
   * What runs spend.
   *
   * @param budget budget of a run, the smallest of all suites
   * @param curves horizontal axis of curves: the budget, or another quantity that runs spend
   * @since 0.2.0
   */
  public record Axes(BudgetAxis budget, BudgetAxis curves) {}

  /** Copies the lists. */
  public ProblemAnalysis {
    algorithms = List.copyOf(algorithms);
    indicators = List.copyOf(indicators);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /** Returns the budget of a run, the smallest of all suites. */
  public BudgetAxis budget() {
    return axes.budget();
  }

  /** Returns the horizontal axis of curves: the budget, or another quantity that runs spend. */
  public BudgetAxis axis() {
    return axes.curves();
  }

  /** Returns the full name of the problem. */
  public String problem() {
    return settings.problem().name();
  }

  /**
   * Returns the name of the problem, with noise, conditions, and a budget other than a number of
   * evaluations.
   */
  public String title() {
    return problem()
        + (noisy() ? ", noisy" : "")
        + settings.circumstances()
        + switch (budget().unit()) {
          case EVALUATIONS -> "";
          case COST, SECONDS -> ", budget of " + budget().quantity();
        };
  }

  /**
   * Returns the quantity of the axis of the curves in a sentence: {@code budget}, or the name of
   * the axis if it is another quantity.
   */
  public String counted() {
    return axis().unit() == budget().unit() ? "budget" : axis().quantity();
  }

  /** Returns the search space. */
  public SearchSpace space() {
    return settings.space();
  }

  /** Returns the objectives. */
  public List<Objective> objectives() {
    return settings.objectives();
  }

  /** Returns the constraints. */
  public List<Constraint> constraints() {
    return settings.constraints();
  }

  /** Returns the protocol of the hypervolume. */
  public HypervolumeProtocol protocol() {
    return settings.protocol();
  }

  /** Returns whether algorithms observed noisy measurements. */
  public boolean noisy() {
    return settings.noisy();
  }

  /** Returns the ranking over shared seeds; empty if there is none. */
  public Optional<Ranking> ranking() {
    return Optional.ofNullable(comparison.overSeeds());
  }

  /** Returns the tests of every indicator, by its id. */
  public Map<String, IndicatorTests> tests() {
    return comparison.tests();
  }

  /** Returns mean ranks over the budget. */
  public List<RankCurve> ranks() {
    return comparison.ranks();
  }

  /** Returns ids of the protocols under which the order of the algorithms was checked. */
  public List<String> otherProtocols() {
    return comparison.otherProtocols();
  }

  /** Returns the pairs of algorithms whose order another protocol reverses. */
  public List<RankingFlip> flips() {
    return comparison.flips();
  }

  /**
   * Returns whether the order of the algorithms is robust to the errors of the surrogates; empty if
   * that was not requested, or the errors are unknown.
   *
   * @since 0.2.0
   */
  public Optional<Robustness> robustness() {
    return Optional.ofNullable(comparison.robustness());
  }

  /**
   * Returns the importance of the genes for the objectives; empty if there are too few evaluations,
   * or several fidelities.
   *
   * @since 0.2.0
   */
  public Optional<GeneImportance> importance() {
    return Optional.ofNullable(genes);
  }

  /**
   * Returns whether there is a single objective, so that values are compared in place of fronts.
   */
  public boolean singleObjective() {
    return objectives().size() == 1;
  }

  /** Returns whether the record of any run has the time of its proposals. */
  public boolean timesProposals() {
    return algorithms.stream()
        .flatMap(algorithm -> algorithm.runs().stream())
        .anyMatch(run -> !Double.isNaN(run.proposalMs()));
  }

  /** Returns whether there is a front with one or more points to compare runs with. */
  public boolean measured() {
    return !target.points().isEmpty();
  }

  /** Returns the quality by which algorithms are ranked, in one word. */
  public String quality() {
    return singleObjective() ? "regret" : "hypervolume";
  }

  /** Returns the front or value that runs are compared with, in words for a caption. */
  public String targetInWords() {
    boolean known = target.source() == TargetFront.Source.BEST_KNOWN;
    if (singleObjective()) {
      return known ? "the best-known value" : "the best value of all runs";
    }
    return known ? "the best-known Pareto front" : "the joint front of all runs";
  }

  /**
   * Returns how much hypervolume any front could have; empty if runs are measured against another
   * front than one with a shipped proof.
   *
   * @since 0.2.0
   */
  public Optional<FrontBound> bound() {
    return target.source() == TargetFront.Source.BEST_KNOWN
        ? FrontBound.find(settings, target.hypervolume())
        : Optional.empty();
  }

  /** Returns the indicator by which algorithms are ranked. */
  public Indicator rankedBy() {
    return indicators.get(0);
  }

  /** Returns the pairwise tests of the algorithms in an indicator. */
  public IndicatorTests tests(Indicator indicator) {
    return Objects.requireNonNull(tests().get(indicator.id()), indicator::id);
  }
}
