package io.github.hwgptbench;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.CombinedEvaluator;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.objective.ObjectiveSourceProvider;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.ReadingNoise;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.surrogate.LayeredRamps;
import io.github.hwgptbench.surrogate.MeasuredPerplexity;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateEngine;
import io.github.hwgptbench.usage.UsageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The benchmark of one search space: predicted metrics of any of its architectures.
 *
 * <pre>{@code
 * try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
 *   Architecture largest = bench.space().largest();
 *   double ms = bench.query(largest, Objective.parse("latency@a100"));
 * }
 * }</pre>
 *
 * <p>Values are in the unit of their objective ({@link Objective#unit()}: ms, mWh, MB). They are
 * noise-free unless a method is documented otherwise: metrics of a device are those in its
 * predominant state. {@link #quantile} and {@link #sample} describe single measurements, with the
 * noise of repeats and the drift of the machine.
 *
 * <p>Noise-free values are bit-identical on every machine, for one architecture and for many, and
 * on any number of threads; those of a supernet may differ in their last digits on processors of
 * another kind. Safe for use by many threads.
 */
public final class HwGptBench implements AutoCloseable {

  private final SearchSpace space;
  private final SurrogateCatalogue catalogue;
  private final List<Objective> objectives;
  private final List<Objective> variants;
  private final Map<Objective, Surrogate> surrogates = new ConcurrentHashMap<>();
  private final List<ObjectiveSource> sources;
  private final SurrogateEngine engine;
  /** All sources of values, by precedence. */
  private final List<Part> parts;
  /** By objectives, for single queries; opened by the first one. */
  private final Map<List<Objective>, ObjectiveEvaluator> opened = new HashMap<>();

  private boolean closed;

  /** What is evaluated together. */
  private record Part(
      List<Objective> objectives, Function<List<Objective>, ObjectiveEvaluator> evaluator) {}

  private HwGptBench(
      SearchSpace space,
      SurrogateCatalogue catalogue,
      List<ObjectiveSource> sources,
      SurrogateEngine engine) {
    this.space = space;
    this.engine = engine;
    this.catalogue = catalogue;
    this.sources = List.copyOf(sources);
    Set<Objective> taken = new LinkedHashSet<>();
    List<Part> listed = parts(taken);
    objectives = taken.stream().sorted().toList();
    List<Part> all = new ArrayList<>(listed);
    addVariants(all, taken);
    parts = List.copyOf(all);
    variants = taken.stream()
        .filter(objective -> !objectives.contains(objective))
        .sorted()
        .toList();
  }

  private void addVariants(List<Part> all, Set<Objective> taken) {
    Objective perplexity = Objective.of(Metric.PERPLEXITY);
    if (MeasuredPerplexity.isMeasured(space)
        && fitted(perplexity)
        && catalogue.isShipped(perplexity)) {
      add(
          all,
          taken,
          List.of(MeasuredPerplexity.OBJECTIVE),
          measured -> new MeasuredPerplexity(surrogates(List.of(perplexity))));
    }
    if (ComputeEvaluator.estimates(space)) {
      add(
          all,
          taken,
          List.of(ComputeEvaluator.ESTIMATE),
          computed -> new ComputeEvaluator(space, computed));
    }
  }

  private List<Part> parts(Set<Objective> taken) {
    List<Part> all = new ArrayList<>();
    for (int i = sources.size() - 1; i >= 0; i--) {
      ObjectiveSource source = sources.get(i);
      if (!source.space().equals(space)) {
        throw UsageException.of(
            "%s: belongs to space '%s'; expected '%s'",
            source, source.space().name(), space.name());
      }
      add(all, taken, source.objectives(), source::evaluator);
    }
    add(all, taken, catalogue.objectives(), this::surrogates);
    add(all, taken, ComputeEvaluator.SUPPORTED, computed -> new ComputeEvaluator(space, computed));
    return all;
  }

  private static void add(
      List<Part> parts,
      Set<Objective> taken,
      List<Objective> objectives,
      Function<List<Objective>, ObjectiveEvaluator> evaluator) {
    List<Objective> own = objectives.stream().filter(taken::add).toList();
    if (!own.isEmpty()) {
      parts.add(new Part(own, evaluator));
    }
  }

  /**
   * Opens the benchmark of a space, with the surrogates that ship with it and the sources that an
   * {@link ObjectiveSourceProvider} on the class path has, such as a shipped supernet.
   *
   * @param space a space; one without measurements and without a supernet has the closed forms only
   */
  public static HwGptBench open(SearchSpace space) {
    return open(space, List.of());
  }

  /**
   * Opens the benchmark of a space, with the shipped surrogates and custom ones.
   *
   * @param space a space
   * @param models folders that {@code hwgpt fit} wrote; of several that have an objective, the last
   *     one's surrogate is used
   * @throws IllegalArgumentException if a folder has no surrogates of this space
   */
  public static HwGptBench open(SearchSpace space, List<Path> models) {
    return open(space, models, List.of());
  }

  /**
   * Opens the benchmark of a space, with the shipped surrogates, custom ones, and other sources
   * such as a supernet.
   *
   * @param space a space
   * @param models folders that {@code hwgpt fit} wrote; of several that have an objective, the last
   *     one's surrogate is used
   * @param sources further sources of values; of several that have an objective, the last one is
   *     used, before any surrogate
   * @throws IllegalArgumentException if a folder has no surrogates of this space, or a source is of
   *     another space
   */
  public static HwGptBench open(
      SearchSpace space, List<Path> models, List<ObjectiveSource> sources) {
    return open(space, models, sources, SurrogateEngine.JAVA);
  }

  /**
   * Opens the benchmark of a space as {@link #open(SearchSpace, List, List)} does.
   *
   * @param engine evaluates the surrogates; all engines are bit-identical
   */
  public static HwGptBench open(
      SearchSpace space, List<Path> models, List<ObjectiveSource> sources, SurrogateEngine engine) {
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    for (Path folder : models) {
      catalogue = catalogue.with(SurrogateCatalogue.in(folder, space));
    }
    return new HwGptBench(space, catalogue, withProvided(space, sources), engine);
  }

  /** Sources on the class path come first, but for those whose objectives a given one has. */
  private static List<ObjectiveSource> withProvided(
      SearchSpace space, List<ObjectiveSource> sources) {
    List<ObjectiveSource> all = new ArrayList<>();
    for (ObjectiveSourceProvider provider : ServiceLoader.load(ObjectiveSourceProvider.class)) {
      for (ObjectiveSource provided : provider.sources(space)) {
        if (sources.stream()
            .noneMatch(source -> source.objectives().containsAll(provided.objectives()))) {
          all.add(provided);
        }
      }
    }
    all.addAll(sources);
    return all;
  }

  /** Returns the search space. */
  public SearchSpace space() {
    return space;
  }

  /** Returns all objectives except {@link #variants()}. */
  public List<Objective> objectives() {
    return objectives;
  }

  /**
   * Returns the objectives that are available by name only and not among {@link #objectives()}:
   * other counts of the same quantities, {@code perplexity@measured} ({@link MeasuredPerplexity})
   * and {@code flops@estimate} ({@link io.github.hwgptbench.objective.ComputeCost#estimatedFlops}),
   * where the space has them. They follow from the space and the surrogates, so
   * {@link #surrogateHash()} does not list them.
   *
   * @since 0.2.0
   */
  public List<Objective> variants() {
    return variants;
  }

  /** Returns the devices with any objective: the published ones, then custom ones. */
  public List<Device> devices() {
    Set<Device> devices = new LinkedHashSet<>();
    Set<String> ids = new LinkedHashSet<>();
    objectives.forEach(objective -> objective.device().ifPresent(ids::add));
    Device.known().stream().filter(device -> ids.contains(device.id())).forEach(devices::add);
    ids.stream()
        .filter(id -> !Device.knownIds().contains(id))
        .map(id -> new Device(id, id.startsWith("cpu") ? Device.Kind.CPU : Device.Kind.GPU))
        .forEach(devices::add);
    return List.copyOf(devices);
  }

  /**
   * Returns an evaluator of some objectives, the fastest way to many values. The caller closes it.
   *
   * @param objectives at least one, without repeats; their order is that of the values
   * @throws IllegalArgumentException if an objective is not known, or its surrogate can't be read
   */
  public ObjectiveEvaluator evaluator(List<Objective> objectives) {
    if (objectives.isEmpty()) {
      throw new UsageException("no objectives; at least one is needed");
    }
    for (Objective objective : objectives) {
      if (Collections.frequency(objectives, objective) > 1) {
        throw UsageException.of("Objective '%s': given twice; allowed: once", objective);
      }
    }
    objectives.forEach(this::check);
    List<ObjectiveEvaluator> evaluators = new ArrayList<>();
    try {
      for (Part part : parts) {
        List<Objective> own =
            objectives.stream().filter(part.objectives::contains).toList();
        if (!own.isEmpty()) {
          evaluators.add(part.evaluator.apply(own));
        }
      }
    } catch (RuntimeException e) {
      evaluators.forEach(ObjectiveEvaluator::close);
      throw e;
    }
    return evaluators.size() == 1
        ? evaluators.get(0)
        : new CombinedEvaluator(objectives, evaluators);
  }

  private ObjectiveEvaluator surrogates(List<Objective> fitted) {
    return engine.evaluator(space, fitted.stream().map(this::surrogate).toList());
  }

  private Surrogate surrogate(Objective objective) {
    return surrogates.computeIfAbsent(objective, catalogue::load);
  }

  private void check(Objective objective) {
    if (!has(objective)) {
      throw UsageException.of(
          "Objective '%s': not in the benchmark of space '%s'; %s",
          objective,
          space.name(),
          Suggestion.known(
              objective.toString(),
              Stream.of(objectives, variants)
                  .flatMap(List::stream)
                  .map(Objective::toString)
                  .toList()));
    }
  }

  private boolean has(Objective objective) {
    return objectives.contains(objective) || variants.contains(objective);
  }

  /** Returns all metrics of an architecture. */
  public Map<Objective, Double> query(Architecture architecture) {
    Map<Objective, Double> known = new HashMap<>();
    for (Part part : parts) {
      if (variants.containsAll(part.objectives)) {
        continue;
      }
      double[] values = values(part, part.objectives, architecture);
      for (int i = 0; i < values.length; i++) {
        known.put(part.objectives.get(i), values[i]);
      }
    }
    Map<Objective, Double> result = new LinkedHashMap<>();
    objectives.forEach(objective -> result.put(objective, known.get(objective)));
    return result;
  }

  /** Returns one metric of an architecture. */
  public double query(Architecture architecture, Objective objective) {
    check(objective);
    Part part = parts.stream()
        .filter(candidate -> candidate.objectives.contains(objective))
        .findFirst()
        .orElseThrow();
    // Whoever asks for one surrogate need not wait until all of them are read.
    List<Objective> together = fitted(objective) ? List.of(objective) : part.objectives;
    return values(part, together, architecture)[together.indexOf(objective)];
  }

  private double[] values(Part part, List<Objective> together, Architecture architecture) {
    double[] values = new double[together.size()];
    opened(part, together).evaluate(space.encode(architecture), values);
    return values;
  }

  /**
   * Returns some metrics of many architectures.
   *
   * @return one row per architecture, one column per objective
   */
  public double[][] query(List<Architecture> architectures, List<Objective> objectives) {
    int[][] genes = architectures.stream().map(space::encode).toArray(int[][]::new);
    double[][] values = new double[genes.length][objectives.size()];
    try (ObjectiveEvaluator evaluator = evaluator(objectives)) {
      evaluator.evaluate(genes, values);
    }
    return values;
  }

  private synchronized ObjectiveEvaluator opened(Part part, List<Objective> together) {
    if (closed) {
      throw new IllegalStateException("the benchmark is closed");
    }
    return opened.computeIfAbsent(together, part.evaluator);
  }

  /**
   * Returns a quantile of a single measurement of a metric, with all noise in it.
   *
   * @param level 0 to 1
   */
  public double quantile(Architecture architecture, Objective objective, double level) {
    return distribution(architecture, objective).quantile(level);
  }

  /** Draws a measurement of a metric, with all noise in it. */
  public double sample(Architecture architecture, Objective objective, RandomGenerator random) {
    return distribution(architecture, objective).sample(random);
  }

  /** Returns the predictive distribution of measurements of a metric of an architecture. */
  public PredictiveDistribution distribution(Architecture architecture, Objective objective) {
    return distribution(objective, space.encode(architecture), query(architecture, objective));
  }

  /**
   * Returns the distribution of measurements about a known noise-free value.
   *
   * @param objective the metric
   * @param genes the genotype
   * @param value its noise-free value, from an evaluator
   */
  public PredictiveDistribution distribution(Objective objective, int[] genes, double value) {
    return new PredictiveDistribution(value, noise(objective), genes[ArchitectureLayout.EMBED_DIM]);
  }

  /** Returns whether an objective comes from a surrogate, and no source takes precedence. */
  private boolean fitted(Objective objective) {
    return catalogue.objectives().contains(objective)
        && sources.stream().noneMatch(source -> source.objectives().contains(objective));
  }

  /**
   * Returns an objective within one embed_dim, n_layer and bias as sums over layers.
   *
   * @param embed gene of embed_dim
   * @param depth gene of n_layer
   * @param bias gene of bias
   * @throws UsageException if it is not known, or has neither a surrogate nor a closed form
   * @since 0.2.0
   */
  public LayeredRamps layered(Objective objective, int embed, int depth, int bias) {
    check(objective);
    if (fitted(objective)) {
      return LayeredRamps.of(space, surrogate(objective).network(), embed, depth, bias);
    }
    if (!ComputeEvaluator.SUPPORTED.contains(objective)
        || sources.stream().anyMatch(source -> source.objectives().contains(objective))) {
      throw UsageException.of(
          "Objective '%s': not a sum of ramps over layers; allowed: objectives with a surrogate or a closed form",
          objective);
    }
    try (ComputeEvaluator evaluator = new ComputeEvaluator(space, List.of(objective))) {
      return LayeredRamps.additive(space, evaluator, embed, depth, bias);
    }
  }

  /** Returns how measurements of a metric spread about its noise-free value. */
  public NoiseModel noise(Objective objective) {
    check(objective);
    return fitted(objective)
        ? surrogate(objective).noise()
        : NoiseModel.none(space.embedDims().size());
  }

  /**
   * Returns a sampler of measurements about noise-free values. Perplexity, accuracy, memory,
   * params, MACs and FLOPs have no noise.
   *
   * @param objectives those of the evaluator, in its order
   */
  public ObservationSampler noisy(List<Objective> objectives) {
    List<NoiseModel> models = objectives.stream().map(this::noise).toList();
    return (objective, genes, value, random) -> {
      NoiseModel noise = models.get(objective);
      return noise.isNone()
          ? value
          : new PredictiveDistribution(value, noise, genes[ArchitectureLayout.EMBED_DIM])
              .sample(random);
    };
  }

  /**
   * Returns how measurements of objectives spread about their noise-free values, by kind of noise.
   *
   * @param objectives those of the evaluator, in its order
   * @since 0.2.0
   */
  public ReadingNoise readingNoise(List<Objective> objectives) {
    List<NoiseModel> models = objectives.stream().map(this::noise).toList();
    return new ReadingNoise() {
      @Override
      public boolean exact(int objective) {
        return models.get(objective).isNone();
      }

      @Override
      public double logQuantile(int objective, int[] genes, NoiseModel.Source kind, double level) {
        return models.get(objective).logQuantile(kind, genes[ArchitectureLayout.EMBED_DIM], level);
      }
    };
  }

  /**
   * Returns the benchmark at the first of some fidelities, each a number of tokens: supernets
   * predict this number, all other sources are unchanged. The tokens of a fidelity are among those
   * of the next.
   *
   * @param objectives the objectives of the evaluator
   * @param tokens of each fidelity, at least one, ascending
   * @throws UsageException if none of the objectives is predicted from tokens, or not from exactly
   *     these numbers
   * @since 0.2.0
   */
  public HwGptBench predicting(List<Objective> objectives, List<Integer> tokens) {
    objectives.forEach(this::check);
    List<ObjectiveSource> others = new ArrayList<>();
    boolean predicts = false;
    for (ObjectiveSource source : sources) {
      Optional<ObjectiveSource> other = Collections.disjoint(source.objectives(), objectives)
          ? Optional.empty()
          : source.predicting(tokens);
      predicts |= other.isPresent();
      others.add(other.orElse(source));
    }
    if (!predicts) {
      throw UsageException.of(
          "Objectives %s on %d tokens: none is predicted from tokens; allowed: those of supernets",
          objectives, tokens.get(0));
    }
    return new HwGptBench(space, catalogue, others, engine);
  }

  /**
   * Returns bounds for normalising objectives: {@code default}, the smallest and the largest
   * noise-free value in the space, or {@code published}, those of the authors. Objectives of other
   * sources, such as supernets, have the bounds of the metric. Published bounds of params and FLOPs
   * are the values of the smallest and of the largest architecture, as the authors take them.
   *
   * @throws IllegalArgumentException if there are none of this name for the space
   */
  public Bounds bounds(String name) {
    Bounds usual = catalogue.bounds(name);
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    for (ObjectiveSource source : sources) {
      for (Objective objective : source.objectives()) {
        Bounds.Range range = usual.ranges().get(source.usual(objective));
        if (range != null && !usual.ranges().containsKey(objective)) {
          ranges.put(objective, range);
        }
      }
    }
    Bounds.Range perplexity = usual.ranges().get(Objective.of(Metric.PERPLEXITY));
    if (perplexity != null && variants.contains(MeasuredPerplexity.OBJECTIVE)) {
      ranges.put(MeasuredPerplexity.OBJECTIVE, perplexity);
    }
    List<Objective> computed = Stream.of(
            Objective.of(Metric.PARAMS), Objective.of(Metric.FLOPS), ComputeEvaluator.ESTIMATE)
        .filter(this::has)
        .filter(objective -> !usual.ranges().containsKey(objective))
        .toList();
    ranges.putAll(ComputeEvaluator.bounds(space, usual.version(), computed).ranges());
    return usual.with(new Bounds(usual.version(), usual.scale(), usual.found(), ranges));
  }

  /** Returns a hash of all models: it changes if any surrogate or source does. */
  public String surrogateHash() {
    StringBuilder hashes = new StringBuilder();
    for (Objective objective : objectives) {
      if (fitted(objective)) {
        hashes
            .append(objective.key())
            .append('=')
            .append(catalogue.sha256(objective))
            .append('\n');
      }
    }
    for (ObjectiveSource source : sources) {
      hashes
          .append(source.objectives().stream().map(Objective::key).toList())
          .append('=')
          .append(source.fingerprint())
          .append('\n');
    }
    return Sha256.of(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Releases native memory; evaluators of this benchmark stay open until they are closed. */
  @Override
  public synchronized void close() {
    closed = true;
    opened.values().forEach(ObjectiveEvaluator::close);
  }
}
