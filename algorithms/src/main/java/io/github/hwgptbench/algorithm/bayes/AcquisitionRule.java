package io.github.hwgptbench.algorithm.bayes;

import java.util.random.RandomGenerator;

/** Makes of what is known so far a judgement of what to evaluate next. */
@FunctionalInterface
interface AcquisitionRule {

  /**
   * Returns the acquisition for the next evaluation.
   *
   * @param known what the models expect at the points that were evaluated and hold all constraints,
   *     one row each; at least one
   * @param random the source of all draws
   */
  Acquisition next(double[][] known, RandomGenerator random);
}
