package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmProvider;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;

/** Brings the algorithms of jMetal. */
public final class JMetalAlgorithms implements AlgorithmProvider {

  @Override
  public List<AlgorithmFactory> algorithms() {
    return List.of(new NsgaII());
  }

  private static final class NsgaII implements AlgorithmFactory {

    @Override
    public String name() {
      return "jmetal:NSGAII";
    }

    @Override
    public String description() {
      return new JMetalNsgaII().description();
    }

    @Override
    public SearchAlgorithm create(Settings settings) {
      return new JMetalNsgaII();
    }
  }
}
