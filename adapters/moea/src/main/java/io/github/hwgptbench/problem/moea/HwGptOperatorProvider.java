package io.github.hwgptbench.problem.moea;

import org.moeaframework.core.spi.RegisteredOperatorProvider;

/**
 * Provides the operators of MOEA Framework for {@link CategoricalVariable}s: its uniform crossover
 * and {@link CategoricalMutation}. With these its algorithms run on the benchmark without settings.
 */
public final class HwGptOperatorProvider extends RegisteredOperatorProvider {

  /** Called by the framework. */
  public HwGptOperatorProvider() {
    setCrossoverHint(CategoricalVariable.class, "ux");
    setMutationHint(CategoricalVariable.class, CategoricalMutation.NAME);
    register(CategoricalMutation.NAME, (properties, problem) -> new CategoricalMutation(problem));
  }
}
