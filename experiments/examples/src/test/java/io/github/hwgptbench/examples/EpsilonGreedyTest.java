package io.github.hwgptbench.examples;

import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.conformance.OptimizerConformance;
import java.util.Map;

class EpsilonGreedyTest extends OptimizerConformance {

  @Override
  protected OptimizerFactory factory() {
    return new EpsilonGreedyExample();
  }

  /** Fewer random candidates, since the tests have few evaluations. */
  @Override
  protected Settings settings() {
    return Settings.of(factory().settings(), Map.of("first", "10"));
  }
}
