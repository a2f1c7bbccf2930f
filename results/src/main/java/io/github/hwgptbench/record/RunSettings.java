package io.github.hwgptbench.record;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
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
 * @param evaluations budget of a run
 * @param first the architectures that every run evaluates first; null where algorithms choose
 * @param observed evaluations that every algorithm observes before its run, which do not count as
 *     its own; null for none
 * @param provenance what answered and what computed
 */
public record RunSettings(
    String suite,
    ProblemSpec problem,
    HypervolumeProtocol protocol,
    int evaluations,
    @Nullable StartingPoints first,
    @Nullable StartingPoints observed,
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
    this(suite, problem, protocol, evaluations, null, null, provenance);
  }

  /** Returns the architectures that every run evaluates first; empty where algorithms choose. */
  public Optional<StartingPoints> initial() {
    return Optional.ofNullable(first);
  }

  /** Returns evaluations that every algorithm observes before its run; empty for none. */
  public Optional<StartingPoints> known() {
    return Optional.ofNullable(observed);
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

  /** Tells whether algorithms observe measurements with noise rather than noise-free values. */
  public boolean noisy() {
    return problem.noisy();
  }

  /** Returns the name of the folder of the runs in that of the suite. */
  public String folderName() {
    return problem.folderName();
  }

  /** Returns the same settings for runs that something else answers or computes. */
  public RunSettings with(Provenance other) {
    return new RunSettings(suite, problem, protocol, evaluations, first, observed, other);
  }

  /**
   * Returns the same settings for runs of another suite.
   *
   * @param other its name
   * @param budget evaluations of its runs
   */
  public RunSettings with(String other, int budget) {
    return new RunSettings(other, problem, protocol, budget, first, observed, provenance);
  }
}
