package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.gp.CoregionalKernel;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Creates Bayesian optimisation by the expected hypervolume improvement with models that also learn
 * from evaluations of other problems. Values of a shared objective count as observed on the
 * searched problem. Related ones, such as latencies of another device, are standardised by
 * themselves, and a Gaussian process over architectures and devices has a {@link CoregionalKernel}.
 * Constraints are learned from the searched problem alone. Without priors, it is that of
 * {@link EhviFactory}.
 *
 * <p>With priors, the first design has the lowest and the highest genotype only, which show the
 * scale of the searched problem. The models see at most 200 observations of all priors together, as
 * many of each prior, those nearest to its front. So the time of a fit, which grows with the cube
 * of the number of observations, is that of {@code ehvi} with up to 200 more evaluations.
 *
 * @since 0.2.0
 */
public final class TransferEhviFactory extends EhviFactory {

  private static final Setting<Integer> TRANSFER_INITIAL = Setting.whole(
      "transfer-initial",
      2,
      1,
      Integer.MAX_VALUE,
      "size of the initial design if there are priors");
  private static final int MOST_OBSERVATIONS = 200;

  /** Creates the factory. */
  public TransferEhviFactory() {
    super(
        "transfer-ehvi",
        "expected hypervolume improvement with models over architectures and devices",
        TRANSFER_INITIAL);
  }

  @Override
  public boolean usesPriors() {
    return true;
  }

  @Override
  int initial(SearchTask task, Settings settings) {
    return PriorObservations.of(task).isEmpty()
        ? super.initial(task, settings)
        : settings.get(TRANSFER_INITIAL);
  }

  @Override
  Learner learner(SearchTask task, Encoding encoding, RandomGenerator random) {
    List<PriorObservations> all = PriorObservations.of(task);
    if (all.isEmpty()) {
      return super.learner(task, encoding, random);
    }
    int room = Math.max(1, MOST_OBSERVATIONS / all.size());
    List<PriorObservations> priors = all.stream()
        .limit(MOST_OBSERVATIONS)
        .map(prior -> prior.nearestToTheFront(room))
        .toList();
    SourceEncoding ofSources = new SourceEncoding(encoding);
    List<ObjectiveModel> models = new ArrayList<>();
    for (int objective = 0; objective < task.objectives(); objective++) {
      models.add(model(objective, priors, ofSources));
    }
    return new ObjectiveLearner(
        new Models(ofSources, models, task.constraints(), ObjectiveModel.NOISE));
  }

  /** Priors that relate to the objective are numbered from 1. */
  private static ObjectiveModel model(
      int objective, List<PriorObservations> priors, SourceEncoding encoding) {
    List<ObjectiveModel.Source> sources = new ArrayList<>();
    Set<Map.Entry<IntBuffer, Double>> sharedValues = new HashSet<>();
    int relatives = 0;
    for (PriorObservations prior : priors) {
      boolean related = !prior.shared().contains(objective);
      int number = related ? ++relatives : 0;
      // Several priors can have the same value of the same architecture.
      List<Observation> observations = prior.observations().stream()
          .filter(it -> related
              || sharedValues.add(
                  Map.entry(IntBuffer.wrap(it.genes()), it.objectives()[objective])))
          .toList();
      sources.add(new ObjectiveModel.Source(
          observations.stream().map(it -> encoding.encode(it.genes(), number)).toList(),
          observations.stream().mapToDouble(it -> it.objectives()[objective]).toArray(),
          related));
    }
    return new ObjectiveModel(
        relatives == 0 ? encoding.kernel() : encoding.kernel(relatives),
        ObjectiveModel.NOISE,
        sources);
  }
}
