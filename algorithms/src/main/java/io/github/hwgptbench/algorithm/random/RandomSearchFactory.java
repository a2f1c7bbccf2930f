package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.random.RandomGenerator;

/** Makes {@link RandomSearch}, by the name {@code random}. */
public final class RandomSearchFactory implements OptimizerFactory {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String description() {
    return "random search: every gene uniform, no network twice";
  }

  @Override
  public Optimizer create(GenotypeSpace space, int objectives, int budget, RandomGenerator random) {
    return new RandomSearch(space, random);
  }
}
