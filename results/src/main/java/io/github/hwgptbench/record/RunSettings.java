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
 * What all runs of a suite on one problem have in common.
 *
 * @param suite name of the suite
 * @param problem what is searched, for what
 * @param protocol how the hypervolume is measured, with one coordinate per objective
 * @param evaluations budget of a run; where {@code conditions} have another budget, the evaluations
 *     at the highest fidelity that it is for
 * @param first the architectures that every run evaluates first; null where algorithms choose
 * @param observed evaluations that every algorithm observes before its run, which do not count as
 *     its own; null for none
 * @param conditions how runs take place; null for evaluations one after another
 * @param provenance what answered and what computed
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
   * @throws IllegalArgumentException if the suite has a name that no folder can have, or the
   *     reference point hasn't one coordinate per objective
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

  /** Makes settings of runs that begin from nothing. */
  public RunSettings(
      String suite,
      ProblemSpec problem,
      HypervolumeProtocol protocol,
      int evaluations,
      Provenance provenance) {
    this(suite, problem, protocol, evaluations, null, null, null, provenance);
  }

  /** Returns the architectures that every run evaluates first; empty where algorithms choose. */
  public Optional<StartingPoints> initial() {
    return Optional.ofNullable(first);
  }

  /** Returns evaluations that every algorithm observes before its run; empty for none. */
  public Optional<StartingPoints> known() {
    return Optional.ofNullable(observed);
  }

  /** Returns how runs take place; empty for evaluations one after another. */
  public Optional<RunConditions> simulation() {
    return Optional.ofNullable(conditions);
  }

  /** Returns what a run may spend. */
  public Budget budget() {
    return conditions == null ? Budget.evaluations(evaluations) : conditions.budget();
  }

  /** Returns whether evaluations have a fidelity, a cost and a time. */
  public boolean metered() {
    return conditions != null || !problem.fidelities().equals(Fidelities.SINGLE);
  }

  /** Returns how thoroughly architectures can be evaluated. */
  public Fidelities fidelities() {
    return problem.fidelities();
  }

  /**
   * Returns how runs take place, beginning with a comma, such as {@code , 1, 5, 25 measurements, 8
   * workers}; empty for evaluations one after another.
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
        text.append(", clock of ").append(conditions.clock().latency());
      }
      if (conditions.countsProposalTime()) {
        text.append(", with the time of the optimizer");
      }
      if (conditions.priors() != null) {
        text.append(Text.format(
            ", priors of %d architectures on %d devices",
            conditions.priors().architectures(), conditions.priors().devices().size()));
      }
    }
    return text.toString();
  }

  /** Returns the space that is searched. */
  public SearchSpace space() {
    return problem.space();
  }

  /** Returns what is minimised (or, for accuracy, maximised). */
  public List<Objective> objectives() {
    return problem.objectives();
  }

  /** Returns what has to hold. */
  public List<Constraint> constraints() {
    return problem.constraints();
  }

  /** Returns whether algorithms observe measurements with noise rather than noise-free values. */
  public boolean noisy() {
    return problem.noisy();
  }

  /** Returns the name of the folder of the runs in that of the suite. */
  public String folderName() {
    return conditions == null
        ? problem.folderName()
        : problem.folderName() + conditions.folderSuffix();
  }

  /** Returns the same settings for runs that something else answers or computes. */
  public RunSettings with(Provenance other) {
    return new RunSettings(
        suite, problem, protocol, evaluations, first, observed, conditions, other);
  }

  /** Depends on the names alone, since every run looks its settings up in maps. */
  @Override
  public int hashCode() {
    return 31 * suite.hashCode() + problem.name().hashCode();
  }

  /**
   * Returns the same settings for runs of another suite.
   *
   * @param other its name
   * @param budget evaluations of its runs
   */
  public RunSettings with(String other, int budget) {
    RunConditions longer =
        conditions == null || conditions.budget().unit() != Budget.Unit.EVALUATIONS
            ? conditions
            : conditions.with(Budget.evaluations(budget));
    return new RunSettings(other, problem, protocol, budget, first, observed, longer, provenance);
  }
}
