package io.github.hwgptbench.algorithm.bayes;

/**
 * How promising it is to evaluate a point, judged by the predictions of the models there. Holds for
 * one state of knowledge. Immutable.
 */
@FunctionalInterface
public interface Acquisition {

  /**
   * Returns the score, of which more is better; negative infinity where nothing is to be gained.
   *
   * @param means expected value of each objective; minimised
   * @param deviations standard deviation of each
   */
  double score(double[] means, double[] deviations);
}
