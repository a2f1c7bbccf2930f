package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.factory.DeclaredFactory;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Makes {@link ParetoLocalSearch}, by the name {@code local-search}. */
public final class LocalSearchFactory extends DeclaredFactory {

  private static final Setting<OptionalInt> STARTS = Setting.wholeOrAuto(
      "starts",
      1,
      Integer.MAX_VALUE,
      "number of random starting points; auto: 50, including both ends of the space");

  private static final int USUAL_STARTS = 50;

  /** Creates the factory. */
  public LocalSearchFactory() {
    super(
        "local-search",
        "Pareto local search, no architecture twice",
        ConstraintHandling.HEEDED,
        List.of(STARTS));
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    OptionalInt chosen = settings.get(STARTS);
    ParetoLocalSearch search =
        new ParetoLocalSearch(task.space(), chosen.orElse(USUAL_STARTS), random);
    return chosen.isPresent() ? search : search.beginAtEnds();
  }
}
