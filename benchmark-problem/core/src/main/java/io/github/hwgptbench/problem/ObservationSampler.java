package io.github.hwgptbench.problem;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import java.util.random.RandomGenerator;

/**
 * Draws what a measurement would have read, where an {@link ObjectiveEvaluator} says the noise-free
 * value. Safe for use by many threads.
 */
@FunctionalInterface
public interface ObservationSampler {

  /**
   * Draws one measurement. A value that is not subject to noise is returned as it is.
   *
   * @param objective which objective, as an index into those of the evaluator
   * @param genes the genotype that was evaluated; not to be changed
   * @param value the noise-free value, in the unit and with the sign of the objective
   * @param random the only source of randomness to draw from
   */
  double observe(int objective, int[] genes, double value, RandomGenerator random);
}
