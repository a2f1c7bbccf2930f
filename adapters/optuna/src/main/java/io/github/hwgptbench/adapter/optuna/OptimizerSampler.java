package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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

  private @Nullable Study served;
  /** Null before the first trial that has a parameter. */
  private @Nullable Search search;

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
    ParameterSpace present = task.spaceOr(() -> found.of(trials));
    if (present.distributions().isEmpty() || trial.systemAttrs().containsKey(Study.FIXED_PARAMS)) {
      return Map.of();
    }
    List<FrozenTrial> news = finished.news(trials);
    List<String> declared = task.constraints();
    List<String> names = declared == null ? constraintNames(news) : declared;
    Search going = search;
    if (going == null || !present.equals(going.space) || !names.equals(going.constraints)) {
      going = begin(study, present, names, task);
      search = going;
      finished.forget();
      finished.news(trials).forEach(going::tell);
    } else {
      news.forEach(going::tell);
    }
    List<Candidate> candidates = going.optimizer.ask(1);
    if (candidates.isEmpty()) {
      return Map.of();
    }
    proposed.put(trial.number(), candidates.get(0));
    return going.space.decode(candidates.get(0).genes());
  }

  private void checkStudy(Study asking) {
    if (served != null && !served.sameAs(asking)) {
      throw new IllegalStateException(Text.format(
          "Sampler '%s' serves study '%s'; create another one for study '%s'",
          factory.name(), served.studyName(), asking.studyName()));
    }
    served = asking;
  }

  /** The names that are known, and behind them those that come up in some trials. */
  private List<String> constraintNames(List<FrozenTrial> trials) {
    Set<String> names = new LinkedHashSet<>(search == null ? List.of() : search.constraints);
    trials.forEach(trial -> names.addAll(trial.constraints().keySet()));
    return List.copyOf(names);
  }

  private Search begin(
      Study study, ParameterSpace space, List<String> constraints, SamplingTask task) {
    proposed.clear();
    List<Direction> directions = study.directions();
    Optimizer optimizer = factory.create(
        new SearchTask(
            space.genotypes(),
            directions.size(),
            constraints.size(),
            task.trials(),
            Fidelities.SINGLE,
            task.workers(),
            task.priors()),
        settings,
        random);
    return new Search(space, constraints, directions, optimizer);
  }

  @Override
  public synchronized @Nullable Object sampleIndependent(
      Study study, FrozenTrial trial, String name, Distribution distribution) {
    ParameterSpace.checkDiscrete(name, distribution);
    return distribution.toExternalRepr(distribution.sample(random));
  }

  /** An optimizer of one space under some constraints. */
  private final class Search {

    private final ParameterSpace space;
    private final List<String> constraints;
    private final List<Direction> directions;
    private final Optimizer optimizer;

    Search(
        ParameterSpace space,
        List<String> constraints,
        List<Direction> directions,
        Optimizer optimizer) {
      this.space = space;
      this.constraints = constraints;
      this.directions = directions;
      this.optimizer = optimizer;
    }

    void tell(FrozenTrial trial) {
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
      double[] objectives = new double[directions.size()];
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
  }
}
