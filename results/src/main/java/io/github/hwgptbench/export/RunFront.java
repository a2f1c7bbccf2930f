package io.github.hwgptbench.export;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import java.util.Arrays;
import java.util.List;

/**
 * What a run has found until some evaluation: those that hold the constraints and that no other
 * dominates; with fidelities or conditions, those that the run recommends. Noise-free, whatever the
 * algorithm saw, as scores are.
 */
final class RunFront {

  private final RunSettings settings;
  private final RunTrace trace;
  private final ParetoArchive<Integer> archive;
  /** Of a run that recommends. */
  private final FoundFront recommended;

  private int evaluations;

  /** Begins before the first evaluation. */
  RunFront(RunSettings settings, RunTrace trace) {
    this.settings = settings;
    this.trace = trace;
    this.archive = ParetoArchive.of(settings.objectives().size());
    this.recommended = new FoundFront(settings);
  }

  /** Goes on until so many evaluations were made. */
  RunFront after(int count) {
    if (settings.metered()) {
      recommended.addUntil(trace, count);
      return this;
    }
    for (; evaluations < count; evaluations++) {
      if (Arrays.stream(trace.noiseFreeViolations(evaluations)).allMatch(v -> v <= 0)) {
        archive.add(minimized(settings, trace.noiseFree(evaluations)), evaluations);
      }
    }
    return this;
  }

  /**
   * Returns the points, to be minimised and in their units, each with its evaluation, counted from
   * 0; in lexicographic order.
   */
  List<ParetoArchive.Member<Integer>> members() {
    return settings.metered()
        ? recommended.members().stream()
            .map(member -> new ParetoArchive.Member<>(
                minimized(settings, trace.noiseFree(member.value())), member.value()))
            .toList()
        : archive.members();
  }

  /**
   * Returns values that are all to be minimised, in a new array: what is maximised is negated.
   *
   * @param values one an objective, with its sign
   */
  static double[] minimized(RunSettings settings, double[] values) {
    List<Objective> objectives = settings.objectives();
    double[] minimized = values.clone();
    for (int i = 0; i < minimized.length; i++) {
      if (objectives.get(i).metric().maximized()) {
        minimized[i] = 0.0 - minimized[i];
      }
    }
    return minimized;
  }
}
