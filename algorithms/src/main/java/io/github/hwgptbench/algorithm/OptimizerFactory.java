package io.github.hwgptbench.algorithm;

import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/**
 * Makes optimizers of one kind. {@link ServiceLoader} finds factories: a custom algorithm needs a
 * public class with a public constructor without parameters, and a line with its name in
 * {@code META-INF/services/io.github.hwgptbench.algorithm.OptimizerFactory}.
 */
public interface OptimizerFactory extends AlgorithmFactory {

  /**
   * Makes an optimizer at the beginning of its search.
   *
   * @param task the problem
   * @param settings values of exactly the {@link #settings} of this factory
   * @param random the only source of random numbers of the optimizer, which owns it from then on
   */
  Optimizer create(SearchTask task, Settings settings, RandomGenerator random);

  /**
   * Returns whether the optimizers use the evaluations that they {@linkplain Optimizer#learn
   * learn}. Searches of those that ignore them can't start from given architectures or known
   * evaluations.
   */
  default boolean learns() {
    return false;
  }

  /** Returns a search by an optimizer of this kind. */
  @Override
  default SearchAlgorithm create(Settings settings) {
    return new AskTellSearch(this, settings);
  }
}
