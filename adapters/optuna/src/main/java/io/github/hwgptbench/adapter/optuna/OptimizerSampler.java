package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An optimizer of ours as a sampler. {@link Samplers} says how it goes about spaces that are found
 * while running, and trials that it did not propose.
 */
final class OptimizerSampler implements Sampler {

  private final OptimizerFactory factory;
  private final Settings settings;
  private final RandomGenerator random;
  private final FoundSpace found = new FoundSpace();
  private final FinishedTrials finished = new FinishedTrials();
  /** What the optimizer proposed for trials that are not finished, by their number. */
  private final Map<Integer, Candidate> proposed = new HashMap<>();

  private Study study;
  private ParameterSpace space;
  private List<String> constraints;
  private Optimizer optimizer;

  OptimizerSampler(OptimizerFactory factory, Settings settings, RandomGenerator random) {
    this.factory = factory;
    this.settings = settings;
    this.random = random;
  }

  @Override
  public synchronized Map<String, Object> sampleRelative(
      Study study, FrozenTrial trial, SamplingTask task) {
    checkStudy(study);
    List<FrozenTrial> trials = study.trials();
    ParameterSpace present = task.space().orElseGet(() -> found.of(trials));
    if (present.distributions().isEmpty() || trial.systemAttrs().containsKey(Study.FIXED_PARAMS)) {
      return Map.of();
    }
    List<FrozenTrial> news = finished.news(trials);
    List<String> names = task.constraints().orElseGet(() -> constraintNames(news));
    if (optimizer == null || !present.equals(space) || !names.equals(constraints)) {
      begin(present, names, task.trials());
      finished.forget();
      finished.news(trials).forEach(this::tell);
    } else {
      news.forEach(this::tell);
    }
    List<Candidate> candidates = optimizer.ask(1);
    if (candidates.isEmpty()) {
      return Map.of();
    }
    proposed.put(trial.number(), candidates.get(0));
    return space.decode(candidates.get(0).genes());
  }

  private void checkStudy(Study asking) {
    if (study != null && !study.sameAs(asking)) {
      throw new IllegalStateException(String.format(
          Locale.ROOT,
          "Sampler '%s' serves study '%s'; make another for study '%s'",
          factory.name(),
          study.studyName(),
          asking.studyName()));
    }
    study = asking;
  }

  /** The names that are known, and behind them those that come up in some trials. */
  private List<String> constraintNames(List<FrozenTrial> trials) {
    Set<String> names = new LinkedHashSet<>(constraints == null ? List.of() : constraints);
    trials.forEach(trial -> names.addAll(trial.constraints().keySet()));
    return List.copyOf(names);
  }

  private void begin(ParameterSpace present, List<String> names, int trials) {
    space = present;
    constraints = names;
    proposed.clear();
    optimizer = factory.create(
        new SearchTask(space.genotypes(), study.directions().size(), names.size(), trials),
        settings,
        random);
  }

  private void tell(FrozenTrial trial) {
    Optional<int[]> genes = space.encode(trial.params());
    double[] objectives = objectives(trial);
    Candidate own = proposed.remove(trial.number());
    if (own != null) {
      boolean followed = followed(own, trial);
      optimizer.tell(List.of(new Evaluation(
          own, followed ? objectives : unknown(), followed ? margins(trial) : none())));
      if (followed) {
        return;
      }
    }
    boolean known = trial.completeWith(objectives.length) || trial.state() == TrialState.FAIL;
    if (genes.isPresent() && known) {
      optimizer.learn(genes.get(), objectives, margins(trial));
    }
  }

  /** Whether a trial has the values that were proposed, in those parameters that it asked for. */
  private boolean followed(Candidate candidate, FrozenTrial trial) {
    Map<String, Object> values = space.decode(candidate.genes());
    return trial.params().entrySet().stream()
        .allMatch(param -> !values.containsKey(param.getKey())
            || CategoricalDistribution.same(values.get(param.getKey()), param.getValue()));
  }

  private double[] objectives(FrozenTrial trial) {
    List<Direction> directions = study.directions();
    if (!trial.completeWith(directions.size())) {
      return unknown();
    }
    double[] objectives = new double[directions.size()];
    for (int i = 0; i < objectives.length; i++) {
      objectives[i] = directions.get(i).minimized(trial.values().get(i));
    }
    return objectives;
  }

  private double[] unknown() {
    double[] objectives = new double[study.directions().size()];
    Arrays.fill(objectives, Double.NaN);
    return objectives;
  }

  private double[] none() {
    return new double[constraints.size()];
  }

  /** Optuna's constraints are margins: they hold where they are 0 or less. */
  private double[] margins(FrozenTrial trial) {
    Map<String, Double> values = trial.constraints();
    double[] margins = none();
    for (int i = 0; i < margins.length; i++) {
      margins[i] = values.getOrDefault(constraints.get(i), 0.0);
    }
    return margins;
  }

  @Override
  public synchronized Object sampleIndependent(
      Study study, FrozenTrial trial, String name, Distribution distribution) {
    ParameterSpace.checkDiscrete(name, distribution);
    return distribution.toExternalRepr(distribution.sample(random));
  }
}
