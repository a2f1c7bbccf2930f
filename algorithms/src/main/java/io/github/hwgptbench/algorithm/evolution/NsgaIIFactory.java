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
 * Makes {@link NsgaII}, by the name {@code nsga2}.
 *
 * <p>With the few evaluations that a benchmark like this is searched with, a small population finds
 * more than the usual hundred: what counts is the number of generations.
 */
public final class NsgaIIFactory extends DeclaredFactory {

  private static final Setting<OptionalInt> POPULATION = Setting.wholeOrAuto(
      "population",
      1,
      100_000,
      "number of survivors and of offspring per generation; auto: a two-hundredth of the"
          + " evaluations, 20 to 100, after an initial population of 40 or more that includes both"
          + " ends of the space");

  /** Few enough for a budget of 50, and more than random draws that a population of 20 needs. */
  private static final int INITIAL = 40;

  /** Creates the factory. */
  public NsgaIIFactory() {
    super(
        "nsga2",
        "NSGA-II for categorical genes, no architecture twice",
        ConstraintHandling.HEEDED,
        List.of(POPULATION));
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    OptionalInt chosen = settings.get(POPULATION);
    if (chosen.isPresent()) {
      return new NsgaII(task.space(), chosen.getAsInt(), random);
    }
    int population = Math.max(20, Math.min(100, task.budget() / 200));
    return new NsgaII(task.space(), population, Math.max(population, INITIAL), true, random);
  }
}
