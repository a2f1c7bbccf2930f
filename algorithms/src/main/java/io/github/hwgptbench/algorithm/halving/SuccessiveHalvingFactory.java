package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import java.util.List;

/**
 * Makes multi-objective asynchronous successive halving, by the name {@code moasha}.
 *
 * @since 0.2.0
 */
public final class SuccessiveHalvingFactory extends ConstructorFactory {

  private static final Setting<Double> REDUCTION = Setting.real(
      "reduction",
      3,
      1.01,
      1000,
      "minimum ratio of successive levels; its inverse is the share of architectures that are"
          + " promoted to the next level");
  private static final Setting<Spread> SPREAD =
      Setting.choice("spread", Spread.EPSILON_NET, "which points of a front are promoted first");

  /** Creates the factory. */
  public SuccessiveHalvingFactory() {
    super(
        "moasha",
        "multi-objective asynchronous successive halving; random search at a single fidelity",
        ConstraintHandling.HEEDED,
        List.of(REDUCTION, SPREAD),
        (task, settings, random) ->
            new SuccessiveHalving(task, settings.get(REDUCTION), settings.get(SPREAD), random));
  }

  @Override
  public boolean usesFidelities() {
    return true;
  }
}
