package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * Evaluates surrogates; all engines return bit-identical values.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface SurrogateEngine {

  /** Plain Java. */
  SurrogateEngine JAVA = SurrogateEvaluator::new;

  /**
   * Opens an evaluator. The caller closes it.
   *
   * @param space the space of the surrogates
   * @param surrogates at least one, of different objectives, in the order of the values
   */
  ObjectiveEvaluator evaluator(SearchSpace space, List<Surrogate> surrogates);
}
