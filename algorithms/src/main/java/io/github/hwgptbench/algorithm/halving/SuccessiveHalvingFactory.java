package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes multi-objective asynchronous successive halving, by the name {@code moasha}.
 *
 * @since 0.2.0
 */
public final class SuccessiveHalvingFactory implements OptimizerFactory {

  private static final Setting<Double> REDUCTION = Setting.real(
      "reduction",
      3,
      1.01,
      1000,
      "minimum ratio of two levels; its inverse is the share of architectures that go on to the next level");
  private static final Setting<Spread> SPREAD =
      Setting.choice("spread", Spread.EPSILON_NET, "which points of a front go on first");

  @Override
  public String name() {
    return "moasha";
  }

  @Override
  public String description() {
    return "multi-objective asynchronous successive halving; random search at a single fidelity";
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.HEEDED;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(REDUCTION, SPREAD);
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public boolean usesFidelities() {
    return true;
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new SuccessiveHalving(task, settings.get(REDUCTION), settings.get(SPREAD), random);
  }
}
