package io.github.hwgptbench.problem;

import io.github.hwgptbench.surrogate.NoiseModel;

/**
 * How measurements spread about noise-free values, each kind of noise by itself. Safe for use by
 * many threads.
 *
 * @since 0.2.0
 */
public interface ReadingNoise {

  /**
   * Returns whether every measurement of an objective is the same.
   *
   * @param objective which objective, as an index into those of the evaluator
   */
  boolean exact(int objective);

  /**
   * Returns a quantile of ln(measurement / value).
   *
   * @param objective which objective, as an index into those of the evaluator
   * @param genes the genotype that is measured; not to be changed
   * @param kind of noise
   * @param level 0 to 1
   */
  double logQuantile(int objective, int[] genes, NoiseModel.Source kind, double level);
}
