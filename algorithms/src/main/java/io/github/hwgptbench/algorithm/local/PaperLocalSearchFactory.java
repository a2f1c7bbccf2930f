package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes {@link PaperLocalSearch}, by the name {@code local-search@paper}. */
public final class PaperLocalSearchFactory implements OptimizerFactory {

  @Override
  public String name() {
    return "local-search";
  }

  @Override
  public String preset() {
    return "paper";
  }

  @Override
  public String description() {
    return "local search as published: random neighbours of the front, of equal points none stays";
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.HEEDED;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperLocalSearch(task.space(), random);
  }
}
