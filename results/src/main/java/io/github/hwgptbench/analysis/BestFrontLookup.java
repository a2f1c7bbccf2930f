package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.record.RunSettings;
import java.io.IOException;
import java.util.Optional;

/** Finds best-known Pareto fronts. */
@FunctionalInterface
public interface BestFrontLookup {

  /** Knows none. */
  BestFrontLookup NONE = settings -> Optional.empty();

  /** Knows those that ship with the benchmark. */
  BestFrontLookup SHIPPED = settings ->
      BestFronts.find(settings.space().name(), settings.objectives(), settings.constraints());

  /**
   * Returns the best-known Pareto front of the problem of some runs.
   *
   * @return empty if there is none
   * @throws IOException if it can't be read
   */
  Optional<ReferenceFront> find(RunSettings settings) throws IOException;
}
