package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link PaperRegularizedEvolution}, by the name {@code mo-re@paper}. */
public final class PaperRegularizedEvolutionFactory extends ConstructorFactory {

  private static final Setting<Integer> POPULATION =
      Setting.whole("population", 100, 1, 100_000, "population size");

  private static final Setting<Integer> TOURNAMENT = Setting.whole(
      "tournament",
      10,
      1,
      Integer.MAX_VALUE,
      "number of members that are drawn to choose a parent");

  /** Creates the factory. */
  public PaperRegularizedEvolutionFactory() {
    super(
        "mo-re@paper",
        "multi-objective regularized evolution as published: parents are chosen at random",
        ConstraintHandling.IGNORED,
        List.of(POPULATION, TOURNAMENT),
        (task, settings, random) -> new PaperRegularizedEvolution(
            task.space(), settings.get(POPULATION), settings.get(TOURNAMENT), random));
  }
}
