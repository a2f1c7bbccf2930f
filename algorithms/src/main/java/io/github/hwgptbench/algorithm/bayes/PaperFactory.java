package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;
import java.util.OptionalInt;

/** What the factories of the authors' Bayesian baselines have in common. */
abstract class PaperFactory extends ConstructorFactory {

  private static final Setting<OptionalInt> INITIAL = Setting.wholeOrAuto(
      "initial", 1, Integer.MAX_VALUE, "size of the initial design; auto: as in the authors' code");
  private static final Setting<Double> GROWTH = Setting.real(
      "refit",
      1.15,
      1,
      100,
      "factor by which the data grow before the next fit; 1: every time, as in the authors'"
          + " code");

  PaperFactory(String name, String description, Constructor constructor) {
    super(name, description, ConstraintHandling.IGNORED, List.of(INITIAL, GROWTH), constructor);
  }

  /** Returns 5 for two objectives, and 8 for more. */
  static int usualInitial(SearchTask task) {
    return task.objectives() <= 2 ? 5 : 8;
  }

  static int initial(Settings settings, int usual) {
    return settings.get(INITIAL).orElse(usual);
  }

  static double growth(Settings settings) {
    return settings.get(GROWTH);
  }
}
