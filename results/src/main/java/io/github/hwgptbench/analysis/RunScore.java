package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one run reached within the budget that is analysed.
 *
 * <p>A run that found nothing that holds the constraints has a hypervolume of 0, and its other
 * indicators are those of the reference point, so that they stay finite.
 *
 * @param seed seed of the run
 * @param evaluations how many it made within the budget
 * @param feasible how many of them hold the constraints
 * @param feasibleShare the same as a share of all of its evaluations
 * @param meanViolation mean over its evaluations of the amount by which constraints are broken, as
 *     a share of their bounds, added up
 * @param firstFeasible evaluations to the first one that holds all constraints; empty if there is
 *     none
 * @param frontSize how many points its front has
 * @param hypervolume of the normalised values, under the protocol of the problem
 * @param indicators one value per indicator, by its id
 * @param meanHypervolume the mean of the relative hypervolume over the budget: the area under its
 *     curve
 * @param evaluationsTo after how many evaluations each target was reached, in the order of
 *     {@link AnalysisSettings#targets}; empty if it was not
 * @param seconds how long the run took by the clock, whatever else the machine did
 * @param best on a problem of one objective, the best feasible value, in its unit and with its
 *     sign; empty if nothing feasible was found, or there are more objectives
 */
public record RunScore(
    long seed,
    int evaluations,
    int feasible,
    double feasibleShare,
    double meanViolation,
    OptionalInt firstFeasible,
    int frontSize,
    double hypervolume,
    Map<String, Double> indicators,
    double meanHypervolume,
    List<OptionalInt> evaluationsTo,
    double seconds,
    OptionalDouble best) {

  /** Copies the collections. */
  public RunScore {
    indicators = Map.copyOf(indicators);
    evaluationsTo = List.copyOf(evaluationsTo);
  }

  /** Returns the value of an indicator. */
  public double value(Indicator indicator) {
    return indicators.get(indicator.id());
  }
}
