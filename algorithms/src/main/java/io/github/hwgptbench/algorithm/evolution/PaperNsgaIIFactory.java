package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link PaperNsgaII}, by the name {@code nsga2@paper}. */
public final class PaperNsgaIIFactory extends ConstructorFactory {

  private static final Setting<Integer> POPULATION = Setting.whole(
      "population", 20, 1, 100_000, "number of survivors and of offspring per generation");

  /** Creates the factory. */
  public PaperNsgaIIFactory() {
    super(
        "nsga2@paper",
        "NSGA-II as published: no tournament, half of the genes redrawn",
        ConstraintHandling.HEEDED,
        List.of(POPULATION),
        (task, settings, random) ->
            new PaperNsgaII(task.space(), settings.get(POPULATION), random));
  }
}
