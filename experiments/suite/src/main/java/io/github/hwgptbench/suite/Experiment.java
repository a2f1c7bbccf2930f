package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an experiment: every algorithm runs with every seed on every problem, each run
 * with the same budget.
 *
 * <pre>{@code
 * ExperimentResult result = Experiment.builder()
 *     .problem("HWGPT-S(perplexity,energy@v100)")
 *     .algorithms("ehvi", new MyFactory())
 *     .seeds(1, 20).evaluations(200)
 *     .build().run(Path.of("results/mine"), SuiteListener.NONE);
 * }</pre>
 *
 * <p>Problems have full names, or are combinations of every scale with every set of objectives and
 * every set of constraints. Names are resolved when the experiment runs, so building one opens no
 * file. The folder receives every evaluation, for reports, {@linkplain #resume resumption} and
 * {@linkplain #verify verification}; values depend on problem, algorithm, budget and seed alone.
 * Immutable.
 *
 * @since 0.2.0
 */
public final class Experiment {

  private static final List<String> DEFAULT_SCALES = List.of("s");

  private final Builder parts;

  private Experiment(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a builder of an experiment with 5 seeds, 200 evaluations per run and default bounds.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a suite.
   *
   * @param suite name of a shipped suite, see {@link SuiteFile#SHIPPED}, or a YAML file
   * @throws IllegalArgumentException if there is none, or it is invalid; the message has the line
   * @throws IOException if it can't be read
   */
  public static Experiment read(String suite) throws IOException {
    return SuiteFile.read(suite);
  }

  /** Returns a builder with all settings of this experiment. */
  public Builder toBuilder() {
    return new Builder(parts);
  }

  /** Returns the name; empty if it is derived from the problem. */
  public Optional<String> name() {
    return Optional.ofNullable(parts.name);
  }

  List<Located<String>> problems() {
    return parts.problems;
  }

  /** Returns names of search spaces, to be combined with objectives and constraints. */
  List<Located<String>> scales() {
    return parts.scales.isEmpty() ? located(DEFAULT_SCALES) : parts.scales;
  }

  List<Located<List<String>>> objectives() {
    return parts.objectives;
  }

  List<Located<List<String>>> constraints() {
    return parts.constraints.isEmpty() ? located(List.of(List.of())) : parts.constraints;
  }

  List<Boolean> noise() {
    return parts.noise;
  }

  List<Located<AlgorithmChoice>> algorithms() {
    return parts.algorithms;
  }

  /** Returns how many seeds, or which. */
  Located<String> seeds() {
    return parts.seeds == null ? new Located<>("5", "") : parts.seeds;
  }

  Located<Integer> evaluations() {
    return parts.evaluations == null ? new Located<>(200, "") : parts.evaluations;
  }

  Fidelities fidelities() {
    return parts.fidelities;
  }

  /** Returns what a run may spend; empty where it is a number of evaluations. */
  Optional<Located<Budget>> budget() {
    return Optional.ofNullable(parts.budget);
  }

  /** Returns numbers of workers; problems stand there with each. */
  List<Integer> workers() {
    return parts.workers;
  }

  /** Returns numbers of architectures known on other devices; problems stand there with each. */
  List<Integer> priors() {
    return parts.priors;
  }

  /** Returns the devices of the priors; empty for all but those of the problem. */
  Located<List<String>> priorDevices() {
    return parts.priorDevices;
  }

  /** Returns the simulated clock; empty for none. */
  Optional<Located<ClockChoice>> clock() {
    return Optional.ofNullable(parts.clock);
  }

  Located<Boolean> countsProposalTime() {
    return parts.countsProposalTime;
  }

  ProtocolChoice protocol() {
    return parts.protocol;
  }

  Optional<Located<String>> initial() {
    return Optional.ofNullable(parts.initial);
  }

  Optional<Located<String>> known() {
    return Optional.ofNullable(parts.known);
  }

  /** Returns whether seeds were set explicitly. */
  public boolean givesSeeds() {
    return parts.seeds != null;
  }

  /** Returns whether a budget was set explicitly. */
  public boolean givesEvaluations() {
    return parts.evaluations != null;
  }

  /**
   * Returns the time limit of a run; empty for none.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public Optional<TimeLimit> timeLimit() throws IOException {
    return parts.timeLimit == null
        ? Optional.empty()
        : Optional.of(parts.timeLimit.read(TimeLimit::parse));
  }

  /** Returns the part of the runs to run. */
  public Shard shard() {
    return parts.shard;
  }

  /** Returns the number of simultaneous runs. */
  public int threads() {
    return parts.threads;
  }

  /**
   * Resolves the problems.
   *
   * @param benches benchmarks of the problems
   * @throws IllegalArgumentException if a name is unknown, or a problem is given twice; the message
   *     has the place
   * @throws IOException if a file can't be read
   */
  public List<RunSettings> problems(Benches benches) throws IOException {
    return SuiteLookup.problems(this, benches);
  }

  /**
   * Resolves all names.
   *
   * @param benches benchmarks of the problems
   * @throws IllegalArgumentException if a name is unknown or given twice, or an algorithm can't
   *     search a problem; the message has the place
   * @throws IOException if a file can't be read
   */
  public Suite suite(Benches benches) throws IOException {
    return SuiteLookup.suite(this, benches);
  }

  /**
   * Runs the experiment.
   *
   * @param folder receives every evaluation; empty or missing
   * @throws IllegalArgumentException if a name is unknown or given twice, or an algorithm can't
   *     search a problem; the message has the place
   * @throws IOException if the folder is not empty or can't be written, or a file can't be read
   * @throws InterruptedException if the calling thread is interrupted; {@link #resume} continues
   */
  public ExperimentResult run(Path folder, SuiteListener listener)
      throws IOException, InterruptedException {
    return run(listener, plan -> SuiteFolder.empty(folder, plan));
  }

  /**
   * Resumes a stopped experiment: keeps its finished runs, and does the others, with the same
   * values as without the interruption. Begins if there is nothing to resume. The experiment may
   * have more problems, algorithms, seeds or evaluations than before, or another time limit.
   *
   * @param folder folder of an earlier {@link #run}
   * @throws IllegalArgumentException if a name is unknown or given twice, or an algorithm can't
   *     search a problem; the message has the place
   * @throws IOException if the folder is of another experiment or can't be read and written, or a
   *     file can't be read
   * @throws InterruptedException if the calling thread is interrupted
   */
  public ExperimentResult resume(Path folder, SuiteListener listener)
      throws IOException, InterruptedException {
    Optional<TimeLimit> limit = timeLimit();
    return run(
        listener,
        plan -> SuiteFolder.resume(folder, plan, limit.map(TimeLimit::duration).orElse(null)));
  }

  /** Opens the folder of a plan. */
  @FunctionalInterface
  private interface FolderOpening {
    SuiteFolder open(SuitePlan plan) throws IOException;
  }

  private ExperimentResult run(SuiteListener listener, FolderOpening opening)
      throws IOException, InterruptedException {
    return onBenches(benches -> {
      Suite suite = suite(benches);
      try (SuiteFolder folder = opening.open(suite.plan())) {
        SuiteRunner runner =
            new SuiteRunner(benches, folder, threads(), timeLimit().orElse(null));
        return new ExperimentResult(folder.path(), runner.run(suite, shard(), listener));
      }
    });
  }

  /** What is done with benchmarks while they are open. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Benches benches) throws IOException, InterruptedException;
  }

  private <T> T onBenches(Work<T> work) throws IOException, InterruptedException {
    if (parts.benches != null) {
      return work.on(parts.benches);
    }
    try (Benches benches = Benches.shipped()) {
      return work.on(benches);
    }
  }

  /**
   * Repeats some of the runs of a folder, and checks that their evaluations are bit-identical. Runs
   * of programs are repeated too.
   *
   * @param folder folder of an earlier {@link #run}
   * @param sample number of runs, drawn at random with the seed 1, with even shares of the
   *     algorithms and, within each, of the problems
   * @throws IOException if the record is damaged, or not of a suite
   */
  public List<Verification.Repetition> verify(Path folder, int sample)
      throws IOException, InterruptedException {
    return onBenches(benches -> Verification.open(folder, suite(benches).algorithms())
        .repeat(sample, 1, threads(), benches, () -> {}));
  }

  private static <T> List<Located<T>> located(List<T> values) {
    return values.stream().map(value -> new Located<>(value, "")).toList();
  }

  /** Builds an experiment. Not safe for use by several threads at a time. */
  public static final class Builder {

    /** As many as there are of an architecture in the published data; each is kept. */
    private static final int MOST_MEASUREMENTS = 50;

    private @Nullable String name;
    private List<Located<String>> problems = List.of();
    private List<Located<String>> scales = List.of();
    private List<Located<List<String>>> objectives = List.of();
    private List<Located<List<String>>> constraints = List.of();
    private List<Boolean> noise = List.of(false);
    private List<Located<AlgorithmChoice>> algorithms = List.of();
    private @Nullable Located<String> seeds;
    private @Nullable Located<Integer> evaluations;
    private Fidelities fidelities = Fidelities.SINGLE;
    private @Nullable Located<Budget> budget;
    private List<Integer> workers = List.of(1);
    private List<Integer> priors = List.of(0);
    private Located<List<String>> priorDevices = new Located<>(List.of(), "");
    private @Nullable Located<ClockChoice> clock;
    private Located<Boolean> countsProposalTime = new Located<>(false, "");
    private ProtocolChoice protocol = ProtocolChoice.DEFAULT;
    /** Whether the protocol is of the experiment that this one begins with. */
    private boolean protocolInherited;

    private @Nullable Located<String> initial;
    private @Nullable Located<String> known;
    private @Nullable Located<String> timeLimit;
    private Shard shard = Shard.ALL;
    private int threads = Runtime.getRuntime().availableProcessors();
    private @Nullable Benches benches;

    private Builder() {}

    private Builder(Builder other) {
      name = other.name;
      problems = other.problems;
      scales = other.scales;
      objectives = other.objectives;
      constraints = other.constraints;
      noise = other.noise;
      algorithms = other.algorithms;
      seeds = other.seeds;
      evaluations = other.evaluations;
      fidelities = other.fidelities;
      budget = other.budget;
      workers = other.workers;
      priors = other.priors;
      priorDevices = other.priorDevices;
      clock = other.clock;
      countsProposalTime = other.countsProposalTime;
      protocol = other.protocol;
      protocolInherited = true;
      initial = other.initial;
      known = other.known;
      timeLimit = other.timeLimit;
      shard = other.shard;
      threads = other.threads;
      benches = other.benches;
    }

    private static <T> List<T> joined(List<T> some, List<? extends T> more) {
      return Stream.<T>concat(some.stream(), more.stream()).toList();
    }

    /** Sets the name of the suite, for files; by default it is derived from the problem. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /**
     * Adds a problem.
     *
     * @param name full name, such as {@code HWGPT-S(perplexity,energy@v100)}
     */
    public Builder problem(String name) {
      return problems(located(List.of(name)));
    }

    Builder problems(List<Located<String>> more) {
      problems = joined(problems, more);
      return this;
    }

    /** Adds search spaces by name; by default s, if there are objectives. */
    public Builder scales(String... names) {
      return scales(located(List.of(names)));
    }

    Builder scales(List<Located<String>> more) {
      scales = joined(scales, more);
      return this;
    }

    /** Adds a set of objectives, which makes a problem with every scale and set of constraints. */
    public Builder objectives(String... set) {
      return objectives(located(List.of(List.of(set))));
    }

    Builder objectives(List<Located<List<String>>> more) {
      objectives = joined(objectives, more);
      return this;
    }

    /** Adds a set of constraints, which may be empty; without one, problems have none. */
    public Builder constraints(String... set) {
      return constraints(located(List.of(List.of(set))));
    }

    Builder constraints(List<Located<List<String>>> more) {
      constraints = joined(constraints, more);
      return this;
    }

    /**
     * Sets whether algorithms observe noisy measurements; with both values, every problem is run
     * with both.
     */
    public Builder noise(Boolean... noise) {
      this.noise = List.of(noise);
      return this;
    }

    /**
     * Adds algorithms.
     *
     * @param algorithms each a name such as {@code ehvi} or {@code nsga2(population=40)}, an
     *     {@link AlgorithmFactory}, with its defaults, or a {@link SearchAlgorithm}
     * @throws IllegalArgumentException if one is something else, or not a valid name
     */
    public Builder algorithms(Object... algorithms) {
      return addAlgorithms(
          located(Arrays.stream(algorithms).map(Builder::choice).toList()));
    }

    Builder addAlgorithms(List<Located<AlgorithmChoice>> more) {
      algorithms = joined(algorithms, more);
      return this;
    }

    /** Removes all algorithms. */
    public Builder noAlgorithms() {
      algorithms = List.of();
      return this;
    }

    private static AlgorithmChoice choice(Object algorithm) {
      if (algorithm instanceof String name) {
        return new AlgorithmChoice.Named(AlgorithmName.parse(name));
      }
      if (algorithm instanceof AlgorithmName name) {
        return new AlgorithmChoice.Named(name);
      }
      if (algorithm instanceof AlgorithmFactory factory) {
        return new AlgorithmChoice.Given(factory);
      }
      if (algorithm instanceof SearchAlgorithm search) {
        return new AlgorithmChoice.Given(search);
      }
      throw UsageException.of(
          "Algorithm %s; allowed: a name, an AlgorithmFactory or a SearchAlgorithm", algorithm);
    }

    /** Sets the seeds to all from one to another, both included. */
    public Builder seeds(long first, long last) {
      return seeds(first + ".." + last);
    }

    /**
     * Sets the number of seeds, as in {@code 20}, or the seeds themselves, as in
     * {@code 7,9,20..25}.
     */
    public Builder seeds(String seeds) {
      return seeds(new Located<>(seeds, ""));
    }

    Builder seeds(Located<String> given) {
      seeds = given;
      return this;
    }

    /** Sets the budget of each run. */
    public Builder evaluations(int evaluations) {
      return evaluations(new Located<>(evaluations, ""));
    }

    Builder evaluations(Located<Integer> given) {
      evaluations = given;
      budget = null;
      return this;
    }

    /**
     * Sets the fidelities of evaluations: repeated {@linkplain Fidelities#MEASUREMENTS
     * measurements}, which make all problems noisy, or numbers of {@linkplain Fidelities#TOKENS
     * tokens} of a supernet.
     *
     * @throws IllegalArgumentException if they are in another unit, or more than 50 measurements
     */
    public Builder fidelities(Fidelities levels) {
      if (!levels.equals(Fidelities.SINGLE)
          && !List.of(Fidelities.MEASUREMENTS, Fidelities.TOKENS).contains(levels.unit())) {
        throw UsageException.of(
            "Fidelities in %s; allowed: %s, %s",
            levels.unit(), Fidelities.MEASUREMENTS, Fidelities.TOKENS);
      }
      int highest = levels.levels().get(levels.highest()).amount();
      if (levels.unit().equals(Fidelities.MEASUREMENTS) && highest > MOST_MEASUREMENTS) {
        throw UsageException.of(
            "Fidelity of %d measurements; allowed: 1 to %d", highest, MOST_MEASUREMENTS);
      }
      fidelities = levels;
      return this;
    }

    /**
     * Sets the budget of each run, in place of a number of evaluations.
     *
     * @throws IllegalArgumentException if it is a cost above 2,147,483,647, which is also the
     *     maximum number of evaluations
     */
    public Builder budget(Budget amount) {
      return budget(new Located<>(amount, ""));
    }

    Builder budget(Located<Budget> given) {
      if (given.value().unit() == Budget.Unit.EVALUATIONS) {
        return evaluations(new Located<>((int) given.value().amount(), given.where()));
      }
      if (given.value().unit() == Budget.Unit.COST && given.value().amount() > Integer.MAX_VALUE) {
        throw UsageException.of(
            "%sBudget of a cost of %s; allowed: up to %d",
            given.where(), given.value().amount(), Integer.MAX_VALUE);
      }
      budget = given;
      return this;
    }

    /**
     * Sets the number of simultaneous evaluations of a run, in simulated time; with several
     * numbers, every problem is run with each.
     */
    public Builder workers(Integer... counts) {
      checkCounts("workers", 1, counts);
      workers = List.of(counts);
      return this;
    }

    /**
     * Sets the number of architectures, drawn at random by the seed of a run, that are known on
     * other devices before it; with several numbers, every problem is run with each. Algorithms
     * that learn from {@linkplain io.github.hwgptbench.algorithm.Prior priors} observe these
     * evaluations.
     */
    public Builder priors(Integer... counts) {
      checkCounts("prior architectures", 0, counts);
      priors = List.of(counts);
      return this;
    }

    private static void checkCounts(String what, int min, Integer... counts) {
      if (counts.length == 0) {
        throw UsageException.of("No number of %s; give at least one", what);
      }
      for (int count : counts) {
        if (count < min) {
          throw UsageException.of("%d %s; allowed: %d or more", count, what, min);
        }
      }
      if (Arrays.stream(counts).distinct().count() < counts.length) {
        throw UsageException.of(
            "Numbers of %s %s: one is given twice; allowed: once", what, Arrays.toString(counts));
      }
    }

    /** Sets the devices of the priors; by default all but those of the problem. */
    public Builder priorDevices(String... devices) {
      return priorDevices(new Located<>(List.of(devices), ""));
    }

    Builder priorDevices(Located<List<String>> given) {
      priorDevices = given;
      return this;
    }

    /**
     * Sets the simulated clock of evaluations.
     *
     * @param latency latency of a forward pass, such as {@code latency@rtx2080}
     */
    public Builder clock(String latency) {
      return clock(new Located<>(new ClockChoice(latency), ""));
    }

    /**
     * Sets the simulated clock of evaluations and its constants. The record has them. A constant
     * out of its range is refused when problems are looked up.
     *
     * @param latency latency of a forward pass, such as {@code latency@rtx2080}
     * @param loadingSeconds time to load a model, positive; 10 by default
     * @param tokens tokens of an evaluation if the fidelity does not determine their number, 0 or
     *     more; 4,194,304 by default
     * @param measurements measurements of an evaluation if the fidelity does not determine their
     *     number, 0 or more; 50 by default
     */
    public Builder clock(String latency, double loadingSeconds, int tokens, int measurements) {
      return clock(
          new Located<>(new ClockChoice(latency, loadingSeconds, tokens, measurements), ""));
    }

    Builder clock(Located<ClockChoice> given) {
      clock = given;
      return this;
    }

    /**
     * Sets whether the time of the optimizer itself counts on the clock; such runs are not
     * repeatable.
     */
    public Builder countProposalTime(boolean count) {
      return countProposalTime(new Located<>(count, ""));
    }

    Builder countProposalTime(Located<Boolean> given) {
      countsProposalTime = given;
      return this;
    }

    /**
     * Sets the protocol of the hypervolume, in place of bounds and reference point.
     *
     * @param name name of a {@link io.github.hwgptbench.indicator.NamedProtocol}
     */
    public Builder protocol(String name) {
      return protocol(new Located<>(name, ""));
    }

    Builder protocol(Located<String> given) {
      protocol = ProtocolChoice.named(given);
      protocolInherited = false;
      return this;
    }

    /**
     * Sets the bounds that normalise objectives: {@code default}, {@code published} or a JSON file.
     * Replaces the named protocol of the experiment from which the builder was made.
     *
     * @throws IllegalArgumentException if a protocol is set
     */
    public Builder bounds(String bounds) {
      return bounds(new Located<>(bounds, ""));
    }

    Builder bounds(Located<String> given) {
      protocol = definable().with(given);
      return this;
    }

    /**
     * Sets the reference point of the hypervolume. Replaces the named protocol of the experiment
     * from which the builder was made.
     *
     * @param coordinates one for all normalised objectives, or one for each; from 0.1 to 100, which
     *     is checked when the problems are resolved
     * @throws IllegalArgumentException if a protocol is set
     */
    public Builder referencePoint(List<Double> coordinates) {
      return referencePoint(new Located<>(List.copyOf(coordinates), ""));
    }

    Builder referencePoint(Located<List<Double>> given) {
      protocol = definable().withPoint(given);
      return this;
    }

    /** A protocol that another experiment names gives way to bounds or a point. */
    private ProtocolChoice definable() {
      return protocolInherited ? protocol.withoutName() : protocol;
    }

    /** Sets the file of the architectures that every run evaluates first. */
    public Builder initial(Path file) {
      return initial(new Located<>(file.toString(), ""));
    }

    Builder initial(Located<String> given) {
      initial = given;
      return this;
    }

    /** Sets the file of evaluations that every algorithm observes before its run. */
    public Builder known(Path file) {
      return known(new Located<>(file.toString(), ""));
    }

    Builder known(Located<String> given) {
      known = given;
      return this;
    }

    /** Sets the maximum time of a run, such as {@code 90s} or {@code 10min}. */
    public Builder timeLimit(String limit) {
      return timeLimit(new Located<>(limit, ""));
    }

    Builder timeLimit(Located<String> given) {
      timeLimit = given;
      return this;
    }

    /** Sets the part of the runs to run; {@code hwgpt merge} merges the folders. */
    public Builder shard(Shard shard) {
      this.shard = shard;
      return this;
    }

    /**
     * Sets the number of simultaneous runs; one per core by default. Does not change values.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder threads(int threads) {
      if (threads < 1) {
        throw UsageException.of("%d threads; allowed: 1 or more", threads);
      }
      this.threads = threads;
      return this;
    }

    /** Sets the benchmarks of the problems, which stay open; by default the shipped ones. */
    public Builder benches(Benches benches) {
      this.benches = benches;
      return this;
    }

    /** Builds the experiment. */
    public Experiment build() {
      return new Experiment(new Builder(this));
    }
  }
}
