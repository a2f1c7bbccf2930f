package io.github.hwgptbench.algorithm.bayes;

import java.util.random.RandomGenerator;

/** Rates candidates for the next evaluation by all known evaluations. */
@FunctionalInterface
interface AcquisitionRule {

  /**
   * Returns the acquisition for the next evaluation.
   *
   * @param known what the models expect at the points that were evaluated and hold all constraints,
   *     one row each; at least one
   * @param reachable what the models expect at points that were not evaluated and probably hold all
   *     constraints, one row per point; none where there are no constraints
   * @param random the source of all draws
   */
  Acquisition next(double[][] known, double[][] reachable, RandomGenerator random);
}
