package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/**
 * Makes Bayesian optimisation with one model over points and fidelities, which chooses both by the
 * expected gain of hypervolume at the highest fidelity per unit of cost ({@link FidelitySearch}).
 * At a single fidelity it is that of {@link EhviFactory}.
 *
 * <p>An acquisition per cost over points and fidelities is that of Huang, Allen, Notz and Miller
 * (2006), <i>Sequential kriging optimization using multiple-fidelity evaluations</i>, and for
 * several objectives of Irshad, Karsch and Döpp (2021), arXiv:2112.13901.
 *
 * @since 0.2.0
 */
public final class MultiFidelityEhviFactory extends EhviFactory {

  /** Creates the factory. */
  public MultiFidelityEhviFactory() {
    super(
        "mf-ehvi",
        "expected hypervolume gain per unit of cost, with models over architectures and"
            + " fidelities");
  }

  @Override
  public boolean usesFidelities() {
    return true;
  }

  @Override
  Learner learner(SearchTask task, Encoding encoding, RandomGenerator random) {
    return super.learner(
        task,
        task.fidelities().single()
            ? encoding
            : new FidelityEncoding(task.space(), encoding, task.fidelities()),
        random);
  }

  @Override
  Optimizer optimizer(
      SearchTask task,
      Learner learner,
      Settings settings,
      AcquisitionSearch search,
      RandomGenerator random) {
    return task.fidelities().single()
        ? super.optimizer(task, learner, settings, search, random)
        : new FidelitySearch(task, learner, settings.get(INITIAL), search, random);
  }
}
