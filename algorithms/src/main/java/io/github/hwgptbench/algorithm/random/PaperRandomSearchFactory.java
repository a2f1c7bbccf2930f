package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes {@link PaperRandomSearch}, by the name {@code random@paper}. */
public final class PaperRandomSearchFactory implements OptimizerFactory {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String preset() {
    return "paper";
  }

  @Override
  public String description() {
    return "random search as published: the smallest network first, no genotype twice";
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNGUIDED;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperRandomSearch(task.space(), random);
  }
}
