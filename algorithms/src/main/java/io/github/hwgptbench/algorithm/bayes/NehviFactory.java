package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.gp.Hyperparameter;
import java.util.random.RandomGenerator;

/**
 * Makes Bayesian optimisation for noisy observations: expected hypervolume improvement over the
 * front of the posterior means at the evaluated points, models that expect noise, and evaluations
 * that are repeated where this promises more than a new one ({@link RecommendationGain}).
 *
 * <p>Daulton, Balandat and Bakshy (2021), <i>Parallel Bayesian optimization of multiple noisy
 * objectives with expected hypervolume improvement</i>, average the improvement over fronts of
 * joint posterior samples. Here the front of the posterior means stands for these.
 *
 * <p>The variance of the noise of each objective is estimated with the other hyperparameters, with
 * a prior median of a hundredth of the variance of the values, instead of a ten-thousandth as in
 * {@link EhviFactory}.
 *
 * @since 0.2.0
 */
public final class NehviFactory extends EhviFactory {

  private static final Hyperparameter NOISE =
      new Hyperparameter("noise variance", StrictMath.log(1e-2), 2);

  /** Creates the factory. */
  public NehviFactory() {
    super(
        "nehvi",
        "Bayesian optimisation for noisy values, with repeated evaluations where they pay off");
  }

  @Override
  Learner learner(SearchTask task, Encoding encoding, RandomGenerator random) {
    return new ObjectiveLearner(new Models(encoding, task.objectives(), task.constraints(), NOISE));
  }

  @Override
  Repetition repetition() {
    return new RecommendationGain();
  }
}
