package io.github.hwgptbench.problem;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import java.util.random.RandomGenerator;

/**
 * Draws random measurements about the noise-free values of an {@link ObjectiveEvaluator}. Safe for
 * use by many threads.
 */
@FunctionalInterface
public interface ObservationSampler {

  /**
   * Draws one measurement. A value without noise is returned unchanged.
   *
   * @param objective which objective, as an index into those of the evaluator
   * @param genes the genotype that was evaluated; not to be changed
   * @param value the noise-free value, in the unit and with the sign of the objective
   * @param random the only source of random numbers
   */
  double observe(int objective, int[] genes, double value, RandomGenerator random);
}
