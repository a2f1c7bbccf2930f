package io.github.hwgptbench.adapter;

import io.github.hwgptbench.algorithm.OptimizerFactory;

/** How many evaluations an optimizer gets in a test: few where each takes milliseconds. */
public final class TestBudget {

  private static final int OF_MODELS = 25;

  private TestBudget() {}

  /** Returns the usual budget, or less for an optimizer that fits models. */
  public static int of(OptimizerFactory factory, int usual) {
    return factory.getClass().getPackageName().endsWith(".bayes")
        ? Math.min(usual, OF_MODELS)
        : usual;
  }
}
