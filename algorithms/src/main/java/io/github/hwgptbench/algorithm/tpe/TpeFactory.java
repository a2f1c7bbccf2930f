package io.github.hwgptbench.algorithm.tpe;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes {@link TreeParzenSearch}, by the name {@code tpe}. */
public final class TpeFactory implements OptimizerFactory {

  private static final Setting<Integer> STARTUP = Setting.whole(
      "startup", 10, 1, Integer.MAX_VALUE, "random architectures before there are densities");
  private static final Setting<Integer> DRAWS = Setting.whole(
      "draws", 24, 1, 100_000, "draws from the better density, of which the best is proposed");
  private static final Setting<Boolean> REPEATS =
      Setting.flag("repeats", false, "whether a network may be proposed twice, as by Optuna");

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public String description() {
    return "multi-objective tree-structured Parzen estimator, multivariate, with inert genes";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(STARTUP, DRAWS, REPEATS);
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.HEEDED;
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new TreeParzenSearch(
        task, settings.get(STARTUP), settings.get(DRAWS), settings.get(REPEATS), random);
  }
}
