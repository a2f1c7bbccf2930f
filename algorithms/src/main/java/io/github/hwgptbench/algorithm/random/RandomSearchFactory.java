package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
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
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNGUIDED;
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new RandomSearch(task.space(), random);
  }
}
