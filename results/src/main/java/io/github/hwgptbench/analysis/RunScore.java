package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one run reached within the budget that is analysed.
 *
 * <p>A run that found nothing that holds the constraints has a hypervolume of 0, and its other
 * indicators are those of the reference point, so that they stay finite.
 *
 * @param seed seed of the run
 * @param evaluations how many it made within the budget
 * @param cost of these evaluations, in evaluations at the highest fidelity
 * @param seconds how long the run took by the clock, whatever else the machine did
 * @param constraints how it coped with the constraints
 * @param frontSize how many points its front has
 * @param volume its hypervolumes
 * @param indicators one value per indicator, by its id
 * @param bestValue on a problem of one objective, the best feasible value, in its unit and with its
 *     sign; null if nothing feasible was found, or there are more objectives
 */
public record RunScore(
    long seed,
    int evaluations,
    double cost,
    double seconds,
    RunFeasibility constraints,
    int frontSize,
    Volume volume,
    Map<String, Double> indicators,
    @Nullable Double bestValue) {

  /**
   * The hypervolume of a run.
   *
   * @param end of the normalised values, under the protocol of the problem
   * @param mean of the relative hypervolume over the budget: the area under its curve
   * @param steps how many steps of the budget the run has spent
   * @param reached after how many of them, by the targets of {@link AnalysisSettings#targets} that
   *     it came to
   */
  public record Volume(double end, double mean, int steps, Map<Double, Integer> reached) {

    /** Copies the map. */
    public Volume {
      reached = Map.copyOf(reached);
    }

    /** Returns after how many steps a target was reached; empty if it was not. */
    public OptionalInt stepsTo(double target) {
      Integer steps = reached.get(target);
      return steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
    }
  }

  /** Copies the indicators. */
  public RunScore {
    indicators = Map.copyOf(indicators);
  }

  /** Returns how many of its evaluations hold the constraints. */
  public int feasible() {
    return constraints.evaluations();
  }

  /** Returns the hypervolume at its end. */
  public double hypervolume() {
    return volume.end();
  }

  /** Returns the best feasible value on a problem of one objective; empty if there is none. */
  public OptionalDouble best() {
    return bestValue == null ? OptionalDouble.empty() : OptionalDouble.of(bestValue);
  }

  /** Returns the value of an indicator. */
  public double value(Indicator indicator) {
    return Objects.requireNonNull(indicators.get(indicator.id()), indicator::id);
  }
}
