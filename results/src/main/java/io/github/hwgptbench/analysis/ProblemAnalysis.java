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
 * All algorithms on one problem.
 *
 * @param settings what was searched, for what, and how, of the first suite; scores are noise-free
 *     in any case
 * @param budget of a run, the smallest of all suites
 * @param axis what curves are drawn over: the budget, or something else that runs spend
 * @param target what runs are measured against
 * @param algorithms those with a finished run, in the order of the suites
 * @param indicators how runs are scored, the first being that which algorithms are ranked by
 * @param comparison of the algorithms
 * @param genes which genes matter for the objectives; null where there are too few evaluations, or
 *     several fidelities
 * @param missing planned runs that failed or were not finished
 * @param notes what a reader must know of these numbers, in sentences
 */
public record ProblemAnalysis(
    RunSettings settings,
    BudgetAxis budget,
    BudgetAxis axis,
    TargetFront target,
    List<AlgorithmAnalysis> algorithms,
    List<Indicator> indicators,
    AlgorithmComparison comparison,
    @Nullable GeneImportance genes,
    List<MissingRun> missing,
    List<String> notes) {

  /** Copies the lists. */
  public ProblemAnalysis {
    algorithms = List.copyOf(algorithms);
    indicators = List.copyOf(indicators);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /** Returns the full name of the problem. */
  public String problem() {
    return settings.problem().name();
  }

  /**
   * Returns the name of the problem with what algorithms observed, how runs took place, and what
   * limited them where that is no number of evaluations.
   */
  public String title() {
    return problem()
        + (noisy() ? ", noisy" : "")
        + settings.circumstances()
        + switch (budget.unit()) {
          case EVALUATIONS -> "";
          case COST, SECONDS -> ", budget of " + budget.quantity();
        };
  }

  /**
   * Returns what something is counted over that follows the axis of the curves, such as
   * {@code budget}; the name of the axis where curves are drawn over something else.
   */
  public String counted() {
    return axis.unit() == budget.unit() ? "budget" : axis.quantity();
  }

  /** Returns the space that was searched. */
  public SearchSpace space() {
    return settings.space();
  }

  /** Returns what was minimised (or, for accuracy, maximised). */
  public List<Objective> objectives() {
    return settings.objectives();
  }

  /** Returns what had to hold. */
  public List<Constraint> constraints() {
    return settings.constraints();
  }

  /** Returns how hypervolumes are measured. */
  public HypervolumeProtocol protocol() {
    return settings.protocol();
  }

  /** Returns whether algorithms saw measurements. */
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

  /** Returns ids of the protocols that the order of the algorithms was checked under. */
  public List<String> otherProtocols() {
    return comparison.otherProtocols();
  }

  /** Returns the pairs of algorithms whose order another protocol reverses. */
  public List<RankingFlip> flips() {
    return comparison.flips();
  }

  /**
   * Returns whether the order of the algorithms is robust to the errors of the surrogates; empty if
   * that was not asked for, or the errors are not known.
   *
   * @since 0.2.0
   */
  public Optional<Robustness> robustness() {
    return Optional.ofNullable(comparison.robustness());
  }

  /**
   * Returns which genes matter for the objectives; empty where there are too few evaluations, or
   * several fidelities.
   *
   * @since 0.2.0
   */
  public Optional<GeneImportance> importance() {
    return Optional.ofNullable(genes);
  }

  /** Returns whether there is one objective, so that values count rather than fronts. */
  public boolean singleObjective() {
    return objectives().size() == 1;
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

  /** Returns the indicator that algorithms are ranked by. */
  public Indicator rankedBy() {
    return indicators.get(0);
  }

  /** Returns the tests of every two algorithms in an indicator. */
  public IndicatorTests tests(Indicator indicator) {
    return Objects.requireNonNull(tests().get(indicator.id()), indicator::id);
  }
}
