package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes {@link PaperNsgaII}, by the name {@code nsga2@paper}. */
public final class PaperNsgaIIFactory implements OptimizerFactory {

  private static final Setting<Integer> POPULATION = Setting.whole(
      "population", 20, 1, 100_000, "how many survive a generation, and how many it proposes");

  @Override
  public String name() {
    return "nsga2";
  }

  @Override
  public String preset() {
    return "paper";
  }

  @Override
  public String description() {
    return "NSGA-II as published: no tournament, half of the genes drawn anew";
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.HEEDED;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(POPULATION);
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperNsgaII(task.space(), settings.get(POPULATION), random);
  }
}
