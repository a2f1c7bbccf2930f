package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one run within the analysed budget.
 *
 * <p>A run that found nothing feasible has a hypervolume of 0, and the other indicators of the
 * reference point, so that they are finite.
 *
 * @param seed seed of the run
 * @param evaluations number of evaluations within the budget
 * @param cost cost of these evaluations, in evaluations at the highest fidelity
 * @param time how long it took
 * @param constraints feasibility of its evaluations
 * @param frontSize number of points of its front
 * @param volume its hypervolumes
 * @param indicators one value per indicator, by its id
 * @param bestValue on a problem of one objective, the best feasible value, in its unit and with its
 *     sign; null if nothing feasible was found, or there are more objectives
 */
public record RunScore(
    long seed,
    int evaluations,
    double cost,
    Time time,
    RunFeasibility constraints,
    int frontSize,
    Volume volume,
    Map<String, Double> indicators,
    @Nullable Double bestValue) {

  /**
   * The hypervolume of a run.
   *
   * @param end final hypervolume of the normalised values, under the protocol of the problem
   * @param mean mean of the relative hypervolume over the budget: the area under its curve
   * @param steps number of steps of the budget that the run has spent
   * @param reached number of steps to each reached target of {@link AnalysisSettings#targets}
   */
  public record Volume(double end, double mean, int steps, Map<Double, Integer> reached) {

    /** Copies the map. */
    public Volume {
      reached = Map.copyOf(reached);
    }

    /** Returns the number of steps to a target; empty if it was not reached. */
    public OptionalInt stepsTo(double target) {
      Integer steps = reached.get(target);
      return steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
    }
  }

  /**
   * How long a run took, which depends on the machine.
   *
   * @param seconds wall-clock time of the run, including other load on the machine
   * @param proposalMs mean proposal time per evaluation of the run, in milliseconds: see
   *     {@link io.github.hwgptbench.record.RunOutcome.Timing}; NaN if it was not measured
   * @since 0.2.0
   */
  public record Time(double seconds, double proposalMs) {}

  /** Copies the indicators. */
  public RunScore {
    indicators = Map.copyOf(indicators);
  }

  /** Returns the wall-clock time of the run in seconds. */
  public double seconds() {
    return time.seconds;
  }

  /** Returns the mean proposal time per evaluation, as in {@link Time}. */
  public double proposalMs() {
    return time.proposalMs;
  }

  /** Returns the number of feasible evaluations. */
  public int feasible() {
    return constraints.evaluations();
  }

  /** Returns the final hypervolume. */
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
