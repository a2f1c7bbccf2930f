package io.github.hwgptbench.algorithm.internal.framework;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.OptimizerFactory;

/**
 * What our optimizers are called in other frameworks, where names have no {@code @} and may be
 * taken by algorithms of the framework: {@code HwGpt-ehvi}, {@code HwGpt-ehvi-paper}.
 */
public final class OptimizerName {

  private static final String PREFIX = "HwGpt-";

  private OptimizerName() {}

  /** Returns the name of the optimizers that a factory makes. */
  public static String of(OptimizerFactory factory) {
    String name = PREFIX + factory.name();
    return factory.preset().equals(AlgorithmName.DEFAULT) ? name : name + "-" + factory.preset();
  }
}
