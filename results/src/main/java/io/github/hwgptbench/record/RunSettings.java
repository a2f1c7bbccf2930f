package io.github.hwgptbench.record;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all runs of a suite on one problem share.
 *
 * @param suite name of the suite
 * @param problem the problem
 * @param protocol protocol of the hypervolume, with one coordinate per objective
 * @param evaluations budget of a run in evaluations; if {@code conditions} have another budget, the
 *     evaluations at the highest fidelity that it allows
 * @param first the architectures that every run evaluates first; null if algorithms choose
 * @param observed evaluations that every algorithm observes before its run, which do not count;
 *     null for none
 * @param conditions conditions of the runs; null for sequential evaluations
 * @param provenance provenance of the values
 */
public record RunSettings(
    String suite,
    ProblemSpec problem,
    HypervolumeProtocol protocol,
    int evaluations,
    @Nullable StartingPoints first,
    @Nullable StartingPoints observed,
    @Nullable RunConditions conditions,
    Provenance provenance) {

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if the name of the suite is not a valid folder name, or the
   *     reference point does not have one coordinate per objective
   */
  public RunSettings {
    FileName.of("Suite", suite);
    int coordinates = protocol.referencePoint().size();
    if (coordinates != problem.objectives().size()) {
      throw new IllegalArgumentException(Text.format(
          "Problem %s: reference point of %d coordinates; there are %d objectives",
          problem, coordinates, problem.objectives().size()));
    }
  }

  /** Makes settings of runs without initial architectures, known evaluations and conditions. */
  public RunSettings(
      String suite,
      ProblemSpec problem,
      HypervolumeProtocol protocol,
      int evaluations,
      Provenance provenance) {
    this(suite, problem, protocol, evaluations, null, null, null, provenance);
  }

  /** Returns the architectures that every run evaluates first; empty if algorithms choose. */
  public Optional<StartingPoints> initial() {
    return Optional.ofNullable(first);
  }

  /** Returns evaluations that every algorithm observes before its run; empty for none. */
  public Optional<StartingPoints> known() {
    return Optional.ofNullable(observed);
  }

  /** Returns the conditions of the runs; empty for sequential evaluations. */
  public Optional<RunConditions> simulation() {
    return Optional.ofNullable(conditions);
  }

  /** Returns the budget of a run. */
  public Budget budget() {
    return conditions == null ? Budget.evaluations(evaluations) : conditions.budget();
  }

  /** Returns whether evaluations have a fidelity, a cost and a time. */
  public boolean metered() {
    return conditions != null || !problem.fidelities().equals(Fidelities.SINGLE);
  }

  /** Returns the fidelities of evaluations. */
  public Fidelities fidelities() {
    return problem.fidelities();
  }

  /**
   * Returns the conditions of the runs in words, beginning with a comma, such as {@code , 1, 5, 25
   * measurements, 8 workers}; empty for sequential evaluations.
   */
  public String circumstances() {
    StringBuilder text = new StringBuilder();
    if (!fidelities().equals(Fidelities.SINGLE)) {
      text.append(", ").append(fidelities());
    }
    if (conditions != null) {
      if (conditions.workers() > 1) {
        text.append(", ").append(conditions.workers()).append(" workers");
      }
      if (conditions.clock() != null) {
        text.append(", clock of ").append(conditions.clock());
      }
      if (conditions.countsProposalTime()) {
        text.append(", with the time of the optimizer");
      }
      if (conditions.priors() != null) {
        int architectures = conditions.priors().architectures();
        int devices = conditions.priors().devices().size();
        text.append(Text.format(
            ", priors of %d %s on %d %s",
            architectures,
            architectures == 1 ? "architecture" : "architectures",
            devices,
            devices == 1 ? "device" : "devices"));
      }
    }
    return text.toString();
  }

  /** Returns the search space. */
  public SearchSpace space() {
    return problem.space();
  }

  /** Returns the objectives. */
  public List<Objective> objectives() {
    return problem.objectives();
  }

  /** Returns the constraints. */
  public List<Constraint> constraints() {
    return problem.constraints();
  }

  /** Returns whether algorithms observe noisy measurements in place of noise-free values. */
  public boolean noisy() {
    return problem.noisy();
  }

  /** Returns the name of the folder of the runs in that of the suite. */
  public String folderName() {
    return conditions == null
        ? problem.folderName()
        : problem.folderName() + conditions.folderSuffix();
  }

  /** Returns the same settings with another provenance. */
  public RunSettings with(Provenance other) {
    return new RunSettings(
        suite, problem, protocol, evaluations, first, observed, conditions, other);
  }

  /** Depends on the names alone, since every run looks its settings up in maps. */
  @Override
  public int hashCode() {
    return 31 * suite.hashCode() + problem.name().hashCode();
  }

  /** Returns the same settings with the budget of others. */
  public RunSettings withBudgetOf(RunSettings others) {
    return new RunSettings(
        suite,
        problem,
        protocol,
        others.evaluations,
        first,
        observed,
        conditions == null ? null : conditions.with(others.budget()),
        provenance);
  }

  /**
   * Returns the same settings for runs of another suite.
   *
   * @param other name of the suite
   * @param budget evaluations per run
   */
  public RunSettings with(String other, int budget) {
    RunConditions longer =
        conditions == null || conditions.budget().unit() != Budget.Unit.EVALUATIONS
            ? conditions
            : conditions.with(Budget.evaluations(budget));
    return new RunSettings(other, problem, protocol, budget, first, observed, longer, provenance);
  }
}
