package io.github.hwgptbench.algorithm.tpe;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link TreeParzenSearch}, by the name {@code tpe}. */
public final class TpeFactory extends ConstructorFactory {

  private static final Setting<Integer> STARTUP = Setting.whole(
      "startup",
      10,
      1,
      Integer.MAX_VALUE,
      "number of random architectures before densities are estimated");
  private static final Setting<Integer> DRAWS = Setting.whole(
      "draws",
      24,
      1,
      100_000,
      "draws from the density of the better architectures, of which the best is proposed");
  private static final Setting<Boolean> REPEATS =
      Setting.flag("repeats", false, "whether an architecture may be proposed twice, as by Optuna");

  /** Creates the factory. */
  public TpeFactory() {
    super(
        "tpe",
        "multi-objective tree-structured Parzen estimator, multivariate, with inactive genes",
        ConstraintHandling.HEEDED,
        List.of(STARTUP, DRAWS, REPEATS),
        (task, settings, random) -> new TreeParzenSearch(
            task, settings.get(STARTUP), settings.get(DRAWS), settings.get(REPEATS), random));
  }
}
