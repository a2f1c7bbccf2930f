package io.github.hwgptbench.suite;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.record.RunSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The hypervolumes of the best-known Pareto fronts of problems, for relative hypervolumes.
 *
 * @since 0.2.0
 */
public final class BestHypervolumes {

  private final Map<RunSettings, Double> known;

  private BestHypervolumes(Map<RunSettings, Double> known) {
    this.known = known;
  }

  /**
   * Looks up the fronts of problems.
   *
   * @throws IOException if one can't be read
   */
  public static BestHypervolumes of(List<RunSettings> problems, BestFrontLookup fronts)
      throws IOException {
    Map<RunSettings, Double> known = new HashMap<>();
    for (RunSettings problem : problems) {
      Optional<ReferenceFront> front =
          fronts.find(problem).filter(it -> it.misfit(problem).isEmpty());
      if (front.isPresent()) {
        known.put(
            problem,
            front
                .get()
                .hypervolume(front.get().normalization(), problem.protocol().reference()));
      }
    }
    return new BestHypervolumes(known);
  }

  /** Returns whether a problem has a best-known Pareto front under its bounds. */
  public boolean known(RunSettings problem) {
    return known.containsKey(problem);
  }

  /** Returns the hypervolume of the best-known Pareto front of a problem that has one. */
  public double best(RunSettings problem) {
    return Objects.requireNonNull(known.get(problem), "no best-known Pareto front");
  }

  /**
   * Returns how much hypervolume any front of a problem could have; empty if no proof ships.
   *
   * @since 0.2.0
   */
  public Optional<FrontBound> bound(RunSettings problem) {
    return Optional.ofNullable(known.get(problem)).flatMap(best -> FrontBound.find(problem, best));
  }

  /**
   * Returns a hypervolume as a share of that of the best-known Pareto front of a problem that has
   * one.
   */
  public double share(RunSettings problem, double hypervolume) {
    return hypervolume / best(problem);
  }
}
