package io.github.hwgptbench.adapter;

import com.google.common.collect.Maps;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Setting;
import java.util.List;
import java.util.Map;

/** Budgets and settings with which optimizers that fit models take little time in a test. */
public final class QuickRuns {

  private static final int OF_MODELS = 25;
  private static final Map<String, String> SMALL_SEARCHES =
      Map.of("population", "10", "generations", "1", "climb", "10");

  private QuickRuns() {}

  /**
   * Returns the number of evaluations: the given one, or fewer for an optimizer that fits models.
   */
  public static int budget(OptimizerFactory factory, int budget) {
    return fitsModels(factory) ? Math.min(budget, OF_MODELS) : budget;
  }

  /**
   * Whether one of several optimizers that fit models is enough for a quick test, and this is
   * another.
   */
  public static boolean slow(OptimizerFactory factory) {
    return fitsModels(factory) && !factory.name().equals("ehvi");
  }

  private static boolean fitsModels(OptimizerFactory factory) {
    return factory.getClass().getPackageName().endsWith(".bayes");
  }

  /** Returns the changed settings, by name: small searches of the acquisition function. */
  public static Map<String, String> settings(AlgorithmFactory factory) {
    List<String> names = factory.settings().stream().map(Setting::name).toList();
    return names.contains("climb") ? Maps.filterKeys(SMALL_SEARCHES, names::contains) : Map.of();
  }
}
