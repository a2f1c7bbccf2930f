package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/**
 * Makes Bayesian optimisation by the expected hypervolume improvement at the highest fidelity, with
 * evaluations at a lower one in between ({@link FidelitySearch}). At a single fidelity it is that
 * of {@link EhviFactory}.
 *
 * <p>The idea to search for what is best at the highest fidelity with one model over points and
 * fidelities is that of Huang, Allen, Notz and Miller (2006), <i>Sequential kriging optimization
 * using multiple-fidelity evaluations</i>, and for several objectives of Irshad, Karsch and Döpp
 * (2021), arXiv:2112.13901. Both choose the fidelity by the acquisition per cost. Here the two
 * fidelities take turns, since the number of points, not their cost, limits a Gaussian process
 * where the lowest fidelity costs a hundredth of the highest.
 *
 * @since 0.2.0
 */
public final class MultiFidelityEhviFactory extends EhviFactory {

  private static final Setting<Integer> LOWER = Setting.whole(
      "lower", 5, 1, 1000, "evaluations at the lower fidelity for each at the highest");
  private static final Setting<Double> SHARE = Setting.real(
      "share", 0.1, 0, 1000, "what these may cost together, as far as there is a choice of levels");

  /** Creates the factory. */
  public MultiFidelityEhviFactory() {
    super(
        "mf-ehvi",
        "expected hypervolume improvement with a model over fidelities, two of which take turns",
        LOWER,
        SHARE);
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
        : new FidelitySearch(
            task,
            learner,
            settings.get(LOWER),
            settings.get(SHARE),
            settings.get(INITIAL),
            rule(task, settings),
            search,
            random);
  }
}
