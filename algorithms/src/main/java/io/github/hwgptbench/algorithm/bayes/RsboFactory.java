package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;

/** Makes Bayesian optimisation by {@link RandomScalarization}. */
public final class RsboFactory extends BayesianFactory {

  private static final Setting<RandomScalarization.Form> FORM = Setting.choice(
      "scalarization", RandomScalarization.Form.CHEBYSHEV, "how objectives become one");
  private static final Setting<Double> CONFIDENCE = Setting.real(
      "confidence", 1, 0, 100, "standard deviations that an objective is hoped to be better by");

  /** Creates the factory. */
  public RsboFactory() {
    super(
        "rsbo",
        "Bayesian optimisation by random scalarizations, new ones for each evaluation",
        FORM,
        CONFIDENCE);
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return new RandomScalarization(settings.get(FORM), settings.get(CONFIDENCE));
  }
}
