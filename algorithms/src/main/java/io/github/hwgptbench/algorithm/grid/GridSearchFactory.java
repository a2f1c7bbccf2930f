package io.github.hwgptbench.algorithm.grid;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes {@link GridSearch}, by the name {@code grid}. */
public final class GridSearchFactory implements OptimizerFactory {

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public String description() {
    return "grid search: first architectures whose layers are alike, then finer grids";
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
    return new GridSearch(task.space(), random);
  }
}
