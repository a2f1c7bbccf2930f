package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/**
 * Makes ParEGO (Knowles 2006, <i>ParEGO: a hybrid algorithm with on-line landscape approximation
 * for expensive multiobjective optimization problems</i>): the expected improvement of one
 * augmented Chebyshev sum of the objectives, whose weights are new each time and which is modelled
 * as a whole ({@link ScalarizedLearner}). Unlike the paper it begins with 10 evaluations, since 11d
 * - 1 of them would be 296 in the smallest space of the benchmark, and keeps
 * {@link BayesianFactory}'s kernel and search for the best acquisition.
 *
 * @since 0.2.0
 */
public final class ParegoFactory extends BayesianFactory {

  /** Creates the factory. */
  public ParegoFactory() {
    super(
        "parego",
        "Bayesian optimisation of Chebyshev scalarizations, with new random weights for each"
            + " evaluation");
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return new LinearScalarization(new double[] {1});
  }

  @Override
  Learner learner(SearchTask task, Encoding encoding, RandomGenerator random) {
    return new ScalarizedLearner(
        new Models(encoding, 1, task.constraints()), task.objectives(), random);
  }
}
