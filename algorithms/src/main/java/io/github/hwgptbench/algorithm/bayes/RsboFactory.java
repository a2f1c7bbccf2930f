package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;

/** Makes Bayesian optimisation by {@link RandomScalarization}. */
public final class RsboFactory extends BayesianFactory {

  private static final Setting<RandomScalarization.Form> FORM = Setting.choice(
      "scalarization",
      RandomScalarization.Form.CHEBYSHEV,
      "how the objectives are combined into one");
  private static final Setting<Double> CONFIDENCE = Setting.real(
      "confidence", 1, 0, 100, "number of standard deviations of the confidence bound");

  /** Creates the factory. */
  public RsboFactory() {
    super(
        "rsbo",
        "Bayesian optimisation of random scalarizations, new ones for each evaluation",
        FORM,
        CONFIDENCE);
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return new RandomScalarization(settings.get(FORM), settings.get(CONFIDENCE));
  }
}
