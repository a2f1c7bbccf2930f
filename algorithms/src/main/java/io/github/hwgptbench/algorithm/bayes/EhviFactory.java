package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;

/**
 * Makes Bayesian optimisation by the {@link ExpectedHypervolumeImprovement} over the front of what
 * the models expect at the evaluated points, which is the front itself where values have no noise.
 * The reference point is the worst of the front and a tenth of its range more, in each objective;
 * on problems with constraints, of the front together with what the models expect to be reachable,
 * since it would otherwise exclude feasible regions beyond those that were found.
 */
public final class EhviFactory extends BayesianFactory {

  @Override
  public String name() {
    return "ehvi";
  }

  @Override
  public String description() {
    return "Bayesian optimisation by expected hypervolume improvement";
  }

  @Override
  List<Setting<?>> ownSettings() {
    return List.of();
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return (known, reachable, random) -> {
      FrontRange range = FrontRange.of(known, reachable);
      return new ExpectedHypervolumeImprovement(range.front(), range.reference());
    };
  }
}
