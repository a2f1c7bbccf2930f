package io.github.hwgptbench.service;

import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to be.
 *
 * @param problem its name
 * @param noisy whether the program observes measurements with noise
 * @param budget what the run may spend
 * @param fidelities how thoroughly architectures can be evaluated
 * @param workers how many evaluations go on at a time, positive
 * @param clock the latency that the simulated clock follows; null for no clock
 * @param countsProposalTime whether the time that a client takes to ask counts on the clock
 * @param priors what the run knows of other devices; null for nothing
 * @since 0.2.0
 */
public record RunRequest(
    String problem,
    boolean noisy,
    Budget budget,
    Fidelities fidelities,
    int workers,
    @Nullable String clock,
    boolean countsProposalTime,
    @Nullable Priors priors) {

  /**
   * Evaluations on other devices, known before a run.
   *
   * @param architectures how many, positive
   * @param devices ids; empty for all other devices
   */
  public record Priors(int architectures, List<String> devices) {

    /** Copies the list. */
    public Priors {
      devices = List.copyOf(devices);
    }
  }

  /** Returns what asks for a run as it is on record. */
  static RunRequest of(RunSettings settings) {
    RunConditions.Clock clock = settings.simulation().map(RunConditions::clock).orElse(null);
    RunConditions.Priors priors =
        settings.simulation().map(RunConditions::priors).orElse(null);
    return new RunRequest(
        settings.problem().name(),
        settings.noisy(),
        settings.budget(),
        settings.fidelities(),
        settings.simulation().map(RunConditions::workers).orElse(1),
        clock == null ? null : clock.latency().name(),
        settings.simulation().map(RunConditions::countsProposalTime).orElse(false),
        priors == null ? null : new Priors(priors.architectures(), priors.devices()));
  }
}
