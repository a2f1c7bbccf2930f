package io.github.hwgptbench.service;

import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a run.
 *
 * @param problem its name
 * @param noisy whether the program observes noisy measurements
 * @param budget budget of the run
 * @param fidelities fidelities of evaluations
 * @param workers number of simultaneous evaluations, positive
 * @param clock the latency that the simulated clock follows; null for no clock
 * @param countsProposalTime whether the time of a client between requests counts on the clock
 * @param priors priors of other devices; null for none
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
   * @param architectures number of architectures, positive
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
