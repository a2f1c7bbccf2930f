package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes {@link PaperRegularizedEvolution}, by the name {@code mo-re@paper}. */
public final class PaperRegularizedEvolutionFactory implements OptimizerFactory {

  private static final Setting<Integer> POPULATION =
      Setting.whole("population", 100, 1, 100_000, "how many members there are");

  private static final Setting<Integer> TOURNAMENT = Setting.whole(
      "tournament", 10, 1, Integer.MAX_VALUE, "how many members are drawn to choose a parent");

  @Override
  public String name() {
    return "mo-re";
  }

  @Override
  public String preset() {
    return "paper";
  }

  @Override
  public String description() {
    return "multi-objective regularized evolution as published: parents are chosen at random";
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.IGNORED;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(POPULATION, TOURNAMENT);
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperRegularizedEvolution(
        task.space(), settings.get(POPULATION), settings.get(TOURNAMENT), random);
  }
}
