package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.usage.UsageException;
import java.util.Collections;
import java.util.List;

/** Makes Bayesian optimisation by a {@link LinearScalarization}. */
public final class LsboFactory extends BayesianFactory {

  private static final Setting<List<Double>> WEIGHTS = Setting.reals(
      "weights",
      List.of(1.0),
      0,
      Double.MAX_VALUE,
      "weight of each objective, or one number for all");

  /** Creates the factory. */
  public LsboFactory() {
    super("lsbo", "Bayesian optimisation of a fixed weighted sum of the objectives", WEIGHTS);
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    List<Double> weights = settings.get(WEIGHTS);
    int objectives = task.objectives();
    if (weights.size() != 1 && weights.size() != objectives) {
      throw UsageException.of(
          "Setting 'weights': %d numbers for %d objectives; allowed: 1 or %d",
          weights.size(), objectives, objectives);
    }
    List<Double> all =
        weights.size() == 1 ? Collections.nCopies(objectives, weights.get(0)) : weights;
    return new LinearScalarization(all.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
