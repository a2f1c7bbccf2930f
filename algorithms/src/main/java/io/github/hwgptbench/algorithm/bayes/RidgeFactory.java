package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes a search by Bayesian linear regression of each objective on the levels of the genes
 * ({@link LinearEncoding}). An {@link AdditiveSweep} finds the supported front of these models
 * exactly; of that, of random genotypes and of neighbours, the one with the largest expected
 * hypervolume improvement is evaluated. It shows how far one gets on a problem by adding up
 * effects: the lead of {@code ehvi} over it is what the Gaussian processes contribute.
 *
 * @since 0.2.0
 */
public final class RidgeFactory implements OptimizerFactory {

  private static final int FRESH = 50;

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String description() {
    return "Bayesian linear regression on the levels of genes, and the exact front of that";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(BayesianFactory.INITIAL, BayesianFactory.CLIMB);
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return ConstraintHandling.HEEDED;
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return EhviFactory.tooManyObjectives(objectives);
  }

  @Override
  public boolean learns() {
    return true;
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
        settings.get(BayesianFactory.INITIAL),
        EhviFactory.RULE,
        search,
        Repetition.NEVER,
        random);
  }
}
