package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.factory.DeclaredFactory;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What the kinds of Bayesian optimisation have in common; they differ in their acquisition. */
abstract class BayesianFactory extends DeclaredFactory {

  private static final Setting<SurrogateKernel> KERNEL = Setting.choice(
      "kernel",
      SurrogateKernel.ADDITIVE,
      "kernel of the models: additive effects of layers, or levels of genes and their sums");
  static final Setting<Integer> INITIAL = Setting.whole(
      "initial",
      10,
      1,
      Integer.MAX_VALUE,
      "size of the initial design: lowest and highest levels, then random architectures");
  private static final Setting<Integer> POPULATION = Setting.whole(
      "population",
      50,
      2,
      10_000,
      "population of the evolutionary algorithm that maximises the acquisition function");
  private static final Setting<Integer> GENERATIONS = Setting.whole(
      "generations",
      4,
      0,
      10_000,
      "generations of that algorithm per evaluation, four times as many after a fit");
  static final Setting<Integer> CLIMB = Setting.whole(
      "climb", 100, 0, 1_000_000, "number of genotypes that hill climbing then examines");

  BayesianFactory(String name, String description, Setting<?>... own) {
    super(
        name,
        description,
        ConstraintHandling.HEEDED,
        Stream.<Setting<?>>concat(
                Stream.of(own), Stream.of(KERNEL, INITIAL, POPULATION, GENERATIONS, CLIMB))
            .toList());
  }

  abstract AcquisitionRule rule(SearchTask task, Settings settings);

  /** Makes what keeps the models; by default, models of all objectives. */
  Learner learner(SearchTask task, Encoding encoding, RandomGenerator random) {
    return new ObjectiveLearner(new Models(encoding, task.objectives(), task.constraints()));
  }

  /** Makes what decides about evaluating again; by default, nothing is evaluated twice. */
  Repetition repetition() {
    return Repetition.NEVER;
  }

  /** Returns what the first design begins with, canonical genotypes; nothing by default. */
  List<int[]> first(SearchTask task, Settings settings) {
    return List.of();
  }

  /** Returns how many evaluations there are before the first model. */
  int initial(SearchTask task, Settings settings) {
    return settings.get(INITIAL);
  }

  @Override
  public final Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    AcquisitionSearch search = new AcquisitionSearch(
        task.space(),
        random,
        settings.get(POPULATION),
        settings.get(GENERATIONS),
        settings.get(CLIMB),
        null);
    Learner learner = learner(task, settings.get(KERNEL).encoding(task.space()), random);
    return optimizer(task, learner, settings, search, random);
  }

  /** Makes the optimizer of what the factory has made for it. */
  Optimizer optimizer(
      SearchTask task,
      Learner learner,
      Settings settings,
      AcquisitionSearch search,
      RandomGenerator random) {
    return new BayesianSearch(
        task,
        learner,
        first(task, settings),
        initial(task, settings),
        rule(task, settings),
        search,
        repetition(),
        random);
  }
}
