package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Makes {@link NsgaII}, by the name {@code nsga2}.
 *
 * <p>With the few evaluations that a benchmark like this is searched with, a small population finds
 * more than the usual hundred: what counts is the number of generations.
 */
public final class NsgaIIFactory implements OptimizerFactory {

  private static final Setting<OptionalInt> POPULATION = Setting.wholeOrAuto(
      "population",
      1,
      100_000,
      "how many survive a generation, and how many it proposes; auto: a two-hundredth of the"
          + " evaluations, 20 to 100");

  @Override
  public String name() {
    return "nsga2";
  }

  @Override
  public String description() {
    return "NSGA-II for categories, no network twice";
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
  public boolean learns() {
    return true;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    int population =
        settings.get(POPULATION).orElse(Math.max(20, Math.min(100, task.budget() / 200)));
    return new NsgaII(task.space(), population, random);
  }
}
