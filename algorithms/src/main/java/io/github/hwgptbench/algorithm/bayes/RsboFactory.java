package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;

/** Makes Bayesian optimisation by {@link RandomScalarization}. */
public final class RsboFactory extends BayesianFactory {

  private static final Setting<RandomScalarization.Form> FORM = Setting.choice(
      "scalarization", RandomScalarization.Form.CHEBYSHEV, "how objectives become one");
  private static final Setting<Double> CONFIDENCE = Setting.real(
      "confidence", 1, 0, 100, "standard deviations that an objective is hoped to be better by");

  @Override
  public String name() {
    return "rsbo";
  }

  @Override
  public String description() {
    return "Bayesian optimisation by random scalarizations, new ones for each evaluation";
  }

  @Override
  List<Setting<?>> ownSettings() {
    return List.of(FORM, CONFIDENCE);
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return new RandomScalarization(settings.get(FORM), settings.get(CONFIDENCE));
  }
}
