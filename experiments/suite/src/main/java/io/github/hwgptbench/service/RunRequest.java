package io.github.hwgptbench.service;

import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
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
 * @since 0.2.0
 */
public record RunRequest(
    String problem,
    boolean noisy,
    Budget budget,
    Fidelities fidelities,
    int workers,
    @Nullable String clock) {

  /** Returns what asks for a run as it is on record. */
  static RunRequest of(RunSettings settings) {
    RunConditions.Clock clock = settings.simulation().map(RunConditions::clock).orElse(null);
    return new RunRequest(
        settings.problem().name(),
        settings.noisy(),
        settings.budget(),
        settings.fidelities(),
        settings.simulation().map(RunConditions::workers).orElse(1),
        clock == null ? null : clock.latency().name());
  }
}
