package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.factory.DeclaredFactory;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Makes {@link RegularizedEvolution}, by the name {@code mo-re}.
 *
 * <p>The tournament is larger than the 10 of the authors of HW-GPT-Bench, because that finds more
 * on all three scales with 500 evaluations, and on the larger two with 2,000.
 */
public final class RegularizedEvolutionFactory extends DeclaredFactory {

  private static final Setting<OptionalInt> POPULATION = Setting.wholeOrAuto(
      "population",
      1,
      100_000,
      "population size; auto: a fifth of the evaluations, 50 to 100, including both ends of the"
          + " space");

  private static final Setting<Integer> TOURNAMENT = Setting.whole(
      "tournament", 10, 1, Integer.MAX_VALUE, "tournament size for the choice of a parent");

  /** Creates the factory. */
  public RegularizedEvolutionFactory() {
    super(
        "mo-re",
        "multi-objective regularized evolution, no architecture twice",
        ConstraintHandling.HEEDED,
        List.of(POPULATION, TOURNAMENT));
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    OptionalInt chosen = settings.get(POPULATION);
    int population = chosen.orElse(Math.min(100, Math.max(50, task.budget() / 5)));
    RegularizedEvolution r =
        new RegularizedEvolution(task.space(), population, settings.get(TOURNAMENT), random);
    return chosen.isPresent() ? r : r.beginAtEnds();
  }
}
