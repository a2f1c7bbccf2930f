package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.factory.DeclaredFactory;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes a search by Bayesian linear regression of each objective on the levels of the genes
 * ({@link LinearEncoding}). An {@link AdditiveSweep} finds the supported front of these models
 * exactly; of that, of random genotypes and of neighbours, the one with the largest expected
 * hypervolume improvement is evaluated. It measures the quality of a search on a problem by a sum
 * of effects: the lead of {@code ehvi} over it is the contribution of the Gaussian processes.
 *
 * @since 0.2.0
 */
public final class RidgeFactory extends DeclaredFactory {

  private static final int FRESH = 50;

  /** Creates the factory. */
  public RidgeFactory() {
    super(
        "ridge",
        "Bayesian linear regression on the levels of genes, and the exact front of its"
            + " predictions",
        ConstraintHandling.HEEDED,
        List.of(BayesianFactory.INITIAL, BayesianFactory.CLIMB));
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    Models models =
        new Models(new LinearEncoding(task.space()), task.objectives(), task.constraints());
    AcquisitionSearch search = new AcquisitionSearch(
        task.space(),
        random,
        FRESH,
        0,
        settings.get(BayesianFactory.CLIMB),
        new AdditiveSweep(task.space(), random));
    return new BayesianSearch(
        task,
        new ObjectiveLearner(models),
        List.of(),
        settings.get(BayesianFactory.INITIAL),
        EhviFactory.RULE,
        search,
        Repetition.NEVER,
        random);
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return EhviFactory.tooManyObjectives(objectives);
  }
}
