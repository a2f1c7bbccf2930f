package io.github.hwgptbench.problem.moea;

import org.moeaframework.core.spi.RegisteredOperatorProvider;

/**
 * Lets MOEA Framework vary {@link CategoricalVariable}s: by its uniform crossover and by
 * {@link CategoricalMutation}. So its algorithms run on the benchmark without settings.
 */
public final class HwGptOperatorProvider extends RegisteredOperatorProvider {

  /** Called by the framework. */
  public HwGptOperatorProvider() {
    setCrossoverHint(CategoricalVariable.class, "ux");
    setMutationHint(CategoricalVariable.class, CategoricalMutation.NAME);
    register(CategoricalMutation.NAME, (properties, problem) -> new CategoricalMutation(problem));
  }
}
