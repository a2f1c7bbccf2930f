package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmProvider;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;

/** Brings the algorithms of MOEA Framework. */
public final class MoeaAlgorithms implements AlgorithmProvider {

  @Override
  public List<AlgorithmFactory> algorithms() {
    return List.of(new NsgaII());
  }

  private static final class NsgaII implements AlgorithmFactory {

    @Override
    public String name() {
      return "moea:NSGAII";
    }

    @Override
    public String description() {
      return new MoeaNsgaII().description();
    }

    @Override
    public SearchAlgorithm create(Settings settings) {
      return new MoeaNsgaII();
    }
  }
}
