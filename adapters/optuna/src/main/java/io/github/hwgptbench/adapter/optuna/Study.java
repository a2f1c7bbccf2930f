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
 * <p>A study lives in a {@link Storage}, where others may work on it at the same time. Safe for use
 * by many threads.
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
   * Deletes a study with all its trials. A journal keeps the lines, but nobody reads them any more.
   *
   * @throws IllegalArgumentException if there is none of this name; names those that there are
   */
  public static void delete(Storage storage, String name) {
    storage.deleteStudy(find(storage, name));
  }

  private static int find(Storage storage, String name) {
    return storage
        .findStudy(name)
        .orElseThrow(() -> new IllegalArgumentException(
            Text.format("Study '%s': there is none; known: %s", name, storage.studyNames())));
  }

  Storage storage() {
    return storage;
  }

  Sampler sampler() {
    if (sampler == null) {
      throw new IllegalStateException(Text.format(
          "Study '%s' has no sampler to suggest parameters; give it one when it is made",
          studyName()));
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

  /** Returns the name, which no other study of its storage has. */
  public String studyName() {
    return storage.studyName(id);
  }

  /** Returns which values of each objective are better. */
  public List<Direction> directions() {
    return directions;
  }

  /** Returns all trials, by number, whatever their state. */
  public List<FrozenTrial> trials() {
    return storage.trials(id);
  }

  /** Returns the trials of some states, by number. */
  public List<FrozenTrial> trials(Set<TrialState> states) {
    return trials().stream().filter(trial -> states.contains(trial.state())).toList();
  }

  /**
   * Returns the complete trials whose constraints hold and that no other such trial dominates, by
   * number.
   */
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
          "A study of %d objectives has no best trial; ask for bestTrials()", directions.size()));
    }
    return bestTrials().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No trial is complete and feasible"));
  }

  /** Returns what users noted about the study, by name. */
  public Map<String, Object> userAttrs() {
    return storage.studyAttrs(id, Owner.USER);
  }

  /** Returns what Optuna and this package noted about the study, by name. */
  public Map<String, Object> systemAttrs() {
    return storage.studyAttrs(id, Owner.SYSTEM);
  }

  /**
   * Notes something about the study.
   *
   * @param value null, a truth value, a number, a text, or a list or map of such
   * @throws IllegalArgumentException if it is of another kind
   */
  public void setUserAttr(String name, @Nullable Object value) {
    storage.setStudyAttr(id, Owner.USER, name, value);
  }

  /** Returns the names of the objectives; empty if nobody set them. */
  public List<String> metricNames() {
    return systemAttrs().get(METRIC_NAMES) instanceof List<?> names
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Names the objectives.
   *
   * @throws IllegalArgumentException if there are not as many names as objectives
   */
  public void setMetricNames(List<String> names) {
    if (names.size() != directions.size()) {
      throw new IllegalArgumentException(Text.format(
          "%d names of objectives; this study has %d of them", names.size(), directions.size()));
    }
    storage.setStudyAttr(id, Owner.SYSTEM, METRIC_NAMES, names);
  }

  /** Begins with a trial: the first that is enqueued, or a new one. */
  public Trial ask() {
    return ask(new SamplingTask(null, null, SamplingTask.USUAL_TRIALS));
  }

  /** Begins with a trial that has a value for each of some parameters. */
  public Trial ask(Map<String, Distribution> fixedDistributions) {
    return ask(ParameterSpace.of(fixedDistributions));
  }

  /** Begins with a trial that has a value for each parameter of a space that exists. */
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
   * Finishes a trial with its values, one an objective. It is complete then, or failed if a value
   * is NaN or there are not as many values as objectives.
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
   * @param values one an objective if it is complete, else none. One that was pruned has the last
   *     value that it reported, if there is one objective; those of several objectives stay among
   *     its {@link FrozenTrial#reports}
   * @return the trial as it is now
   * @throws IllegalArgumentException if there is no such trial, the state is another, or the values
   *     do not go with it
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
        ? Optional.of(Text.format("values %s, of which none may be NaN", Arrays.toString(values)))
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
      failed.forEach(
          trial -> LOG.warn("Trial {} of study '{}' has died", trial.number(), studyName()));
      failed.forEach(trial -> heartbeat.staleTrialCallback().accept(this, trial));
    });
  }

  FrozenTrial fail(Trial trial, Throwable thrown) {
    return storage.finishTrial(trial.id(), TrialState.FAIL, List.of(), thrown.toString());
  }

  /** Optimises for a number of further trials, one after the other. */
  public void optimize(ObjectiveFunction objective, int trials) {
    optimize(objective, OptimizeOptions.trials(trials));
  }

  /**
   * Optimises. What an objective throws makes its trial fail, ends the optimisation unless the
   * options say otherwise, and is thrown on when all other jobs have ended.
   *
   * @throws IllegalArgumentException if the objective declares other directions than the study has
   * @throws IllegalStateException if an objective calls this
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
   * Lets the present optimisation begin no further trials. For objectives, callbacks, and other
   * threads.
   *
   * @throws IllegalStateException if there is none
   */
  public void stop() {
    optimization.stop();
  }

  /** Does what {@link #stop} does, and nothing where nobody optimises. */
  void beginNoFurtherTrial() {
    optimization.beginNoFurtherTrial();
  }

  /** Puts a trial with these parameters in front of all that samplers propose. */
  public void enqueueTrial(Map<String, ?> params) {
    enqueueTrial(params, Map.of(), false);
  }

  /**
   * Puts a trial in front of all that samplers propose.
   *
   * @param params values of parameters; those that are missing are sampled
   * @param userAttrs notes about the trial
   * @param skipIfExists whether to do nothing if there is a trial with these parameters and no
   *     others
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

  /** Adds a trial that was made elsewhere, as {@link #addTrials} does. */
  public void addTrial(FrozenTrial trial) {
    addTrials(List.of(trial));
  }

  /**
   * Adds trials that were made elsewhere, all or none. They get new numbers.
   *
   * @throws IllegalArgumentException if one has other than a value an objective, a value that is
   *     NaN, or parameters that do not go with those of the study; says which
   */
  public void addTrials(List<FrozenTrial> trials) {
    List<FrozenTrial> dated = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      double[] values = trial.values().stream().mapToDouble(value -> value).toArray();
      if (trial.state() == TrialState.COMPLETE || values.length > 0) {
        refusal(values).ifPresent(why -> {
          throw new IllegalArgumentException("Trial to be added: " + why);
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
   * Copies the study into another storage: its directions, its notes and its trials.
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

  /** Returns the name, the directions and how many trials there are. */
  @Override
  public String toString() {
    return Text.format(
        "study '%s' %s, %d trials", studyName(), directions, trials().size());
  }

  /** Creates and loads studies. */
  public static final class Builder {

    private Storage storage = new InMemoryStorage();
    private @Nullable String name;
    private @Nullable List<Direction> directions;
    private List<String> metricNames = List.of();
    private @Nullable Sampler sampler;
    private @Nullable Pruner pruner;

    private Builder() {}

    /** Sets where the study is kept; without this call it lives as long as the program. */
    public Builder storage(Storage storage) {
      this.storage = storage;
      return this;
    }

    /** Sets the name; without this call a new study gets one that no other has. */
    public Builder studyName(String studyName) {
      name = studyName;
      return this;
    }

    /**
     * Sets which values of each objective are better; without this call there is one, which is
     * minimised.
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

    /** Sets directions and names of the objectives as an objective declares them. */
    public Builder objectivesOf(ObjectiveFunction objective) {
      objective.declaration().ifPresent(declared -> {
        directions = declared.directions();
        metricNames = declared.metricNames();
      });
      return this;
    }

    /** Sets what chooses parameters. A study that is only read, or added to, needs none. */
    public Builder sampler(Sampler sampler) {
      this.sampler = sampler;
      return this;
    }

    /**
     * Sets what gives trials up early; without this call nothing does.
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
     * @throws DuplicatedStudyException if the storage has one of this name
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
     * Loads the study; without a name, the only one that there is.
     *
     * @throws IllegalArgumentException if there is none of this name, or it has other directions
     *     than were set
     */
    public Study load() {
      List<String> known = storage.studyNames();
      if (name == null && known.size() != 1) {
        throw new IllegalArgumentException(Text.format(
            "Study without a name: there are %d; give a name of %s", known.size(), known));
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
     * @throws IllegalArgumentException if it has other directions than were set
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
