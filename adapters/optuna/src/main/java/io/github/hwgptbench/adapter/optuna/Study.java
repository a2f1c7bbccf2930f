package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trials of one search, with the names and the behaviour of Optuna's studies.
 *
 * <pre>{@code
 * Study study = Study.builder()
 *     .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
 *     .sampler(Samplers.nsga2(new SplittableRandom(1)))
 *     .create();
 * study.optimize(trial -> {
 *   int layers = trial.suggestInt("layers", 1, 3);
 *   ...
 *   return new double[] {loss, accuracy};
 * }, 200);
 * study.bestTrials().forEach(System.out::println);
 * }</pre>
 *
 * <p>A study is in a {@link Storage}, where other processes may work on it at the same time. Safe
 * for use by many threads.
 */
public final class Study {

  static final String FIXED_PARAMS = "fixed_params";
  private static final String METRIC_NAMES = "study:metric_names";
  /** How far numbers may differ, in relation, for two trials to be the same. */
  private static final double CLOSE = 1e-5;

  private static final Logger LOG = LoggerFactory.getLogger(Study.class);

  private final Storage storage;
  private final int id;
  private final List<Direction> directions;
  private final @Nullable Sampler sampler;
  private final @Nullable Pruner pruner;
  private final Optimization optimization = new Optimization(this);

  private Study(Storage storage, int id, @Nullable Sampler sampler, @Nullable Pruner pruner) {
    this.storage = storage;
    this.id = id;
    this.directions = storage.directions(id);
    this.sampler = sampler;
    this.pruner = pruner;
  }

  /** Begins to create or load a study. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Deletes a study with all its trials. A journal file keeps the lines, but they are ignored.
   *
   * @throws IllegalArgumentException if there is none of this name; the message has the existing
   *     names
   */
  public static void delete(Storage storage, String name) {
    storage.deleteStudy(find(storage, name));
  }

  private static int find(Storage storage, String name) {
    return storage
        .findStudy(name)
        .orElseThrow(() -> new IllegalArgumentException(
            Text.format("Study '%s': not found; known: %s", name, storage.studyNames())));
  }

  Storage storage() {
    return storage;
  }

  Sampler sampler() {
    if (sampler == null) {
      throw new IllegalStateException(Text.format(
          "Study '%s' has no sampler to suggest parameters; set one in its builder", studyName()));
    }
    return sampler;
  }

  boolean hasPruner() {
    return pruner != null;
  }

  boolean prunes(Trial trial) {
    return pruner != null && pruner.prune(this, trial(trial.number()));
  }

  boolean sameAs(Study other) {
    return storage == other.storage && id == other.id;
  }

  /** Returns the name, which is unique in its storage. */
  public String studyName() {
    return storage.studyName(id);
  }

  /** Returns the direction of each objective. */
  public List<Direction> directions() {
    return directions;
  }

  /** Returns all trials in any state, by number. */
  public List<FrozenTrial> trials() {
    return storage.trials(id);
  }

  /** Returns the trials of some states, by number. */
  public List<FrozenTrial> trials(Set<TrialState> states) {
    return trials().stream().filter(trial -> states.contains(trial.state())).toList();
  }

  /** Returns the nondominated trials among those that are complete and feasible, by number. */
  public List<FrozenTrial> bestTrials() {
    List<FrozenTrial> feasible = trials().stream()
        .filter(trial -> trial.completeWith(directions.size()) && trial.feasible())
        .toList();
    if (feasible.isEmpty()) {
      return List.of();
    }
    int[] ranks = NondominatedSorting.ranks(
        feasible.stream().map(trial -> minimized(trial.values())).toArray(double[][]::new));
    return IntStream.range(0, ranks.length)
        .filter(i -> ranks[i] == 0)
        .mapToObj(feasible::get)
        .toList();
  }

  /** Values with those negated that are maximised. */
  double[] minimized(List<Double> values) {
    return IntStream.range(0, directions.size())
        .mapToDouble(i -> directions.get(i).minimized(values.get(i)))
        .toArray();
  }

  /**
   * Returns the first of the best trials of a study with one objective.
   *
   * @throws UnsupportedOperationException if there are more objectives
   * @throws IllegalStateException if no trial is complete and feasible
   */
  public FrozenTrial bestTrial() {
    if (directions.size() > 1) {
      throw new UnsupportedOperationException(Text.format(
          "A study of %d objectives has no single best trial; use bestTrials()",
          directions.size()));
    }
    return bestTrials().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No trial is complete and feasible"));
  }

  /** Returns the attributes of the study that users have set, by name. */
  public Map<String, Object> userAttrs() {
    return storage.studyAttrs(id, Owner.USER);
  }

  /** Returns the attributes of the study that Optuna and this package have set, by name. */
  public Map<String, Object> systemAttrs() {
    return storage.studyAttrs(id, Owner.SYSTEM);
  }

  /**
   * Sets a user attribute of the study.
   *
   * @param value null, a boolean, a number, a string, or a list or map of these
   * @throws IllegalArgumentException if it has another type
   */
  public void setUserAttr(String name, @Nullable Object value) {
    storage.setStudyAttr(id, Owner.USER, name, value);
  }

  /** Returns the names of the objectives; empty if they were not set. */
  public List<String> metricNames() {
    return systemAttrs().get(METRIC_NAMES) instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Names the objectives.
   *
   * @throws IllegalArgumentException if the number of names differs from that of the objectives
   */
  public void setMetricNames(List<String> names) {
    if (names.size() != directions.size()) {
      throw new IllegalArgumentException(Text.format(
          "%d names of objectives; the study has %d objectives", names.size(), directions.size()));
    }
    storage.setStudyAttr(id, Owner.SYSTEM, METRIC_NAMES, names);
  }

  /** Begins a trial: the first that is enqueued, or a new one. */
  public Trial ask() {
    return ask(new SamplingTask(null, null, SamplingTask.USUAL_TRIALS));
  }

  /** Begins a trial that has a value for each of the given parameters. */
  public Trial ask(Map<String, Distribution> fixedDistributions) {
    return ask(ParameterSpace.of(fixedDistributions));
  }

  /** Begins a trial that has a value for each active parameter of a space. */
  public Trial ask(ParameterSpace space) {
    Trial trial = ask(SamplingTask.of(space));
    trial.suggest(space);
    return trial;
  }

  Trial ask(SamplingTask task) {
    FrozenTrial start = storage.startTrial(id);
    try {
      return new Trial(this, start, fixedParams(start), task);
    } catch (RuntimeException | Error e) {
      storage.finishTrial(start.id(), TrialState.FAIL, List.of(), e.toString());
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // keys of JSON are texts
  private static Map<String, Object> fixedParams(FrozenTrial trial) {
    return trial.systemAttrs().get(FIXED_PARAMS) instanceof Map<?, ?> fixed
        ? (Map<String, Object>) fixed
        : Map.of();
  }

  /** Finishes a trial, as {@link #tell(int, double...)} does. */
  public FrozenTrial tell(Trial trial, double... values) {
    return tell(trial.number(), values);
  }

  /**
   * Finishes a trial with its values, one per objective. It is then complete, or failed if a value
   * is NaN or the number of values is wrong.
   *
   * @param number of the trial
   * @return the trial as it is now
   * @throws IllegalArgumentException if there is no such trial
   * @throws IllegalStateException if it is not running
   */
  public FrozenTrial tell(int number, double... values) {
    String why = refusal(values).orElse(null);
    return finish(
        trial(number),
        why == null ? TrialState.COMPLETE : TrialState.FAIL,
        why == null ? values : new double[0],
        why);
  }

  /** Finishes a trial, as {@link #tell(int, TrialState, double...)} does. */
  public FrozenTrial tell(Trial trial, TrialState state, double... values) {
    return tell(trial.number(), state, values);
  }

  /**
   * Finishes a trial with a state.
   *
   * @param number of the trial
   * @param state complete, pruned or failed
   * @param values one per objective if it is complete, else none. A pruned trial gets the last
   *     value that it reported if there is one objective; with several objectives, the values are
   *     among its {@link FrozenTrial#reports}
   * @return the trial as it is now
   * @throws IllegalArgumentException if there is no such trial, the state is not one of these, or
   *     the values do not fit it
   * @throws IllegalStateException if it is not running
   */
  public FrozenTrial tell(int number, TrialState state, double... values) {
    FrozenTrial trial = trial(number);
    if (!state.isFinished()) {
      throw new IllegalArgumentException(
          Text.format("Trial %d finished as %s; allowed: COMPLETE, PRUNED, FAIL", number, state));
    }
    if (state == TrialState.COMPLETE) {
      refusal(values).ifPresent(why -> {
        throw new IllegalArgumentException(
            Text.format("Trial %d finished as COMPLETE: %s", number, why));
      });
      return finish(trial, state, values, null);
    }
    if (values.length > 0) {
      throw new IllegalArgumentException(Text.format(
          "Trial %d finished as %s with values %s; allowed: none",
          number, state, Arrays.toString(values)));
    }
    return finish(trial, state, state == TrialState.PRUNED ? lastReport(trial) : values, null);
  }

  private double[] lastReport(FrozenTrial trial) {
    double[] reported =
        trial.intermediateValues().values().stream().mapToDouble(value -> value).toArray();
    double[] last = Arrays.copyOfRange(reported, Math.max(0, reported.length - 1), reported.length);
    return refusal(last).isEmpty() ? last : new double[0];
  }

  FrozenTrial trial(int number) {
    return storage
        .trialOfNumber(id, number)
        .orElseThrow(() -> new IllegalArgumentException(Text.format(
            "Trial %d does not exist; the study has %d trials", number, trials().size())));
  }

  private FrozenTrial finish(
      FrozenTrial trial, TrialState state, double[] values, @Nullable String why) {
    return storage.finishTrial(
        trial.id(), state, DoubleStream.of(values).boxed().toList(), why);
  }

  /** Why values are not those of a complete trial; empty if they are. */
  private Optional<String> refusal(double[] values) {
    if (values == null) {
      return Optional.of("no values");
    }
    if (values.length != directions.size()) {
      return Optional.of(
          Text.format("%d values for %d objectives", values.length, directions.size()));
    }
    return DoubleStream.of(values).anyMatch(Double::isNaN)
        ? Optional.of(Text.format("values %s; NaN is not allowed", Arrays.toString(values)))
        : Optional.empty();
  }

  /**
   * Fails the trials of processes that have died, if the storage knows them by their heartbeat, and
   * lets others know.
   */
  void failStaleTrials() {
    storage.heartbeat().ifPresent(heartbeat -> {
      List<FrozenTrial> failed = new ArrayList<>();
      for (int trial :
          storage.staleTrials(id, heartbeat.gracePeriod().plusNanos(999_999_999).toSeconds())) {
        storage.failIfRunning(trial).ifPresent(failed::add);
      }
      failed.forEach(trial -> LOG.warn(
          "Trial {} of study '{}' has failed, as its heartbeat stopped",
          trial.number(),
          studyName()));
      failed.forEach(trial -> heartbeat.staleTrialCallback().accept(this, trial));
    });
  }

  FrozenTrial fail(Trial trial, Throwable thrown) {
    return storage.finishTrial(trial.id(), TrialState.FAIL, List.of(), thrown.toString());
  }

  /** Optimises for a number of further trials, one after another. */
  public void optimize(ObjectiveFunction objective, int trials) {
    optimize(objective, OptimizeOptions.trials(trials));
  }

  /**
   * Optimises the objective. An exception of the objective makes its trial fail, ends the
   * optimisation unless the options catch it, and is rethrown when all other jobs have ended.
   *
   * @throws IllegalArgumentException if the objective declares other directions than those of the
   *     study
   * @throws IllegalStateException if an objective calls this method
   */
  public void optimize(ObjectiveFunction objective, OptimizeOptions options) {
    objective.declaration().ifPresent(declared -> {
      if (!declared.directions().equals(directions)) {
        throw new IllegalArgumentException(Text.format(
            "Study with directions %s; the objective %s needs %s",
            directions, declared.metricNames(), declared.directions()));
      }
    });
    optimization.run(objective, options);
  }

  /**
   * Makes the current optimisation begin no further trials. For objectives, callbacks, and other
   * threads.
   *
   * @throws IllegalStateException if the study is not being optimised
   */
  public void stop() {
    optimization.stop();
  }

  /** Does what {@link #stop} does, and nothing where nobody optimises. */
  void beginNoFurtherTrial() {
    optimization.beginNoFurtherTrial();
  }

  /** Enqueues a trial with these parameters, which precedes all that samplers propose. */
  public void enqueueTrial(Map<String, ?> params) {
    enqueueTrial(params, Map.of(), false);
  }

  /**
   * Enqueues a trial, which precedes all that samplers propose.
   *
   * @param params values of parameters; those that are missing are sampled
   * @param userAttrs user attributes of the trial
   * @param skipIfExists whether to do nothing if there is a trial with exactly these parameters
   */
  public void enqueueTrial(Map<String, ?> params, Map<String, ?> userAttrs, boolean skipIfExists) {
    if (skipIfExists && trials().stream().anyMatch(trial -> hasParams(trial, params))) {
      return;
    }
    addTrial(FrozenTrial.builder(TrialState.WAITING)
        .systemAttrs(Map.of(FIXED_PARAMS, params))
        .userAttrs(userAttrs)
        .build());
  }

  private static boolean hasParams(FrozenTrial trial, Map<String, ?> params) {
    Map<String, Object> present =
        trial.systemAttrs().containsKey(FIXED_PARAMS) ? fixedParams(trial) : trial.params();
    return present.keySet().equals(params.keySet())
        && params.entrySet().stream()
            .allMatch(param -> close(param.getValue(), present.get(param.getKey())));
  }

  private static boolean close(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number first && other instanceof Number second) {
      double difference = Math.abs(first.doubleValue() - second.doubleValue());
      if (difference <= CLOSE * Math.abs(second.doubleValue())) {
        return true;
      }
    }
    return CategoricalDistribution.same(one, other);
  }

  /** Adds a trial from elsewhere, as {@link #addTrials} does. */
  public void addTrial(FrozenTrial trial) {
    addTrials(List.of(trial));
  }

  /**
   * Adds trials from elsewhere, all or none. They get new numbers.
   *
   * @throws IllegalArgumentException if a trial has a wrong number of values, a value that is NaN,
   *     or parameters that are incompatible with those of the study; the message names it
   */
  public void addTrials(List<FrozenTrial> trials) {
    List<FrozenTrial> dated = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      double[] values = trial.values().stream().mapToDouble(value -> value).toArray();
      if (trial.state() == TrialState.COMPLETE || values.length > 0) {
        refusal(values).ifPresent(why -> {
          throw new IllegalArgumentException("Trial to add: " + why);
        });
      }
      dated.add(dated(trial));
    }
    storage.addTrials(id, dated);
  }

  private static FrozenTrial dated(FrozenTrial trial) {
    Instant now = Storage.now();
    boolean waiting = trial.state() == TrialState.WAITING;
    return FrozenTrial.builder(trial.state())
        .values(trial.values())
        .params(trial.params(), trial.distributions())
        .userAttrs(trial.userAttrs())
        .systemAttrs(trial.systemAttrs())
        .intermediateValues(trial.intermediateValues())
        .datetimeStart(trial.datetimeStart().map(Storage::exact).orElse(waiting ? null : now))
        .datetimeComplete(trial
            .datetimeComplete()
            .map(Storage::exact)
            .orElse(trial.state().isFinished() ? now : null))
        .build();
  }

  /**
   * Copies the study to another storage, with its directions, attributes and trials.
   *
   * @throws DuplicatedStudyException if the storage has a study of this name
   */
  public Study copyTo(Storage other, String name) {
    Study copy = builder()
        .storage(other)
        .studyName(name)
        .directions(directions.toArray(Direction[]::new))
        .create();
    systemAttrs().forEach((key, value) -> other.setStudyAttr(copy.id, Owner.SYSTEM, key, value));
    userAttrs().forEach(copy::setUserAttr);
    copy.addTrials(trials());
    return copy;
  }

  /** Returns the name, the directions and the number of trials. */
  @Override
  public String toString() {
    return Text.format(
        "study '%s' %s, %d trials", studyName(), directions, trials().size());
  }

  /** Creates or loads a study. */
  public static final class Builder {

    private Storage storage = new InMemoryStorage();
    private @Nullable String name;
    private @Nullable List<Direction> directions;
    private List<String> metricNames = List.of();
    private @Nullable Sampler sampler;
    private @Nullable Pruner pruner;

    private Builder() {}

    /** Sets the storage of the study; by default, it is in memory. */
    public Builder storage(Storage storage) {
      this.storage = storage;
      return this;
    }

    /** Sets the name; by default, a new study gets a unique one. */
    public Builder studyName(String studyName) {
      name = studyName;
      return this;
    }

    /**
     * Sets the direction of each objective; by default, there is one, which is minimised.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Builder directions(Direction... each) {
      if (each.length == 0) {
        throw new IllegalArgumentException("Study without objectives; allowed: 1 or more");
      }
      directions = List.of(each);
      return this;
    }

    /** Sets directions and names of the objectives as an objective function declares them. */
    public Builder objectivesOf(ObjectiveFunction objective) {
      objective.declaration().ifPresent(declared -> {
        directions = declared.directions();
        metricNames = declared.metricNames();
      });
      return this;
    }

    /** Sets the sampler. A study that is only read, or to which trials are added, needs none. */
    public Builder sampler(Sampler sampler) {
      this.sampler = sampler;
      return this;
    }

    /**
     * Sets the pruner; by default, no trial is pruned.
     *
     * @since 0.2.0
     */
    public Builder pruner(Pruner pruner) {
      this.pruner = pruner;
      return this;
    }

    /**
     * Creates the study.
     *
     * @throws DuplicatedStudyException if the storage has a study of this name
     */
    public Study create() {
      int id = storage.createStudy(
          name == null ? "no-name-" + UUID.randomUUID() : name,
          directions == null ? List.of(Direction.MINIMIZE) : directions);
      Study study = new Study(storage, id, sampler, pruner);
      if (!metricNames.isEmpty()) {
        study.setMetricNames(metricNames);
      }
      return study;
    }

    /**
     * Loads the study; without a name, the only one of the storage.
     *
     * @throws IllegalArgumentException if there is none of this name, or its directions differ from
     *     those that were set
     */
    public Study load() {
      List<String> known = storage.studyNames();
      if (name == null && known.size() != 1) {
        throw new IllegalArgumentException(Text.format(
            "Study without a name: the storage has %d; give the name of one of %s",
            known.size(), known));
      }
      int id = find(storage, name == null ? known.get(0) : name);
      Study study = new Study(storage, id, sampler, pruner);
      if (directions != null && !directions.equals(study.directions)) {
        throw new IllegalArgumentException(Text.format(
            "Study '%s' has directions %s, not %s",
            study.studyName(), study.directions, directions));
      }
      return study;
    }

    /**
     * Loads the study if there is one of this name, and creates it if not; several processes may do
     * so at once.
     *
     * @throws IllegalArgumentException if its directions differ from those that were set
     */
    public Study createOrLoad() {
      try {
        return create();
      } catch (DuplicatedStudyException e) {
        return load();
      }
    }
  }
}
