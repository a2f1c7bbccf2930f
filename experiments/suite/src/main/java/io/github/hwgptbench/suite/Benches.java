package io.github.hwgptbench.suite;

import com.google.common.cache.CacheBuilder;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.Table;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.ReadingNoise;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.table.NearestMeasured;
import io.github.hwgptbench.table.TabularEvaluator;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The benchmarks of the problems of suites, each opened once. Safe for use by many threads. *
 *
 * @since 0.2.0
 */
public final class Benches implements ProblemAnswers, AutoCloseable {

  private final List<SearchSpace> custom;
  private final Opener opener;
  private final Map<SearchSpace, HwGptBench> open = new LinkedHashMap<>();
  /** Of the tables that answer in place of models; null where models answer. */
  private final @Nullable Path tables;

  private final Map<String, NearestMeasured> tabular = new HashMap<>();
  /** Not all, since the clients of a service choose fidelities freely. */
  private final ConcurrentMap<ClockKey, SimulatedClock> clocks = CacheBuilder.newBuilder()
      .maximumSize(100)
      .<ClockKey, SimulatedClock>build()
      .asMap();

  private final Table<SearchSpace, Objective, ObjectiveEvaluator> latencies =
      HashBasedTable.create();

  /** What the time of an evaluation depends on. */
  private record ClockKey(SearchSpace space, RunConditions.Clock clock, Fidelities fidelities) {}

  /** Opens benchmarks. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the benchmark of a space.
     *
     * @throws IOException if a file of it can't be read
     */
    HwGptBench open(SearchSpace space) throws IOException;
  }

  /**
   * Makes the benchmarks of custom and built-in spaces.
   *
   * @param custom custom spaces, whose names take precedence over built-in ones
   * @param opener opens the benchmark of a space when it is first needed
   */
  public Benches(Collection<SearchSpace> custom, Opener opener) {
    this(custom, opener, null);
  }

  private Benches(Collection<SearchSpace> custom, Opener opener, @Nullable Path tables) {
    this.custom = List.copyOf(custom);
    this.opener = opener;
    this.tables = tables;
  }

  /**
   * Returns benchmarks whose searches are restricted to measured architectures: each proposed
   * architecture is replaced by the {@linkplain NearestMeasured nearest measured one}, which has
   * the medians of its measurements.
   *
   * @param data folder of the tables, with a folder per space
   */
  public Benches measuredIn(Path data) {
    return new Benches(custom, opener, data);
  }

  /** Returns the shipped benchmarks of the built-in spaces. */
  public static Benches shipped() {
    return new Benches(List.of(), HwGptBench::open);
  }

  /**
   * Returns the benchmark of a space, which the caller must not close.
   *
   * @param scale name of the space, in upper or lower case
   * @throws IllegalArgumentException if there is no such space
   * @throws IOException if a file of it can't be read
   */
  public HwGptBench of(String scale) throws IOException {
    return of(space(scale.strip()));
  }

  /**
   * Returns the benchmark of a space, which the caller must not close.
   *
   * @throws IOException if a file of it can't be read
   */
  public synchronized HwGptBench of(SearchSpace space) throws IOException {
    HwGptBench bench = open.get(space);
    if (bench == null) {
      bench = opener.open(space);
      open.put(space, bench);
    }
    return bench;
  }

  private SearchSpace space(String name) {
    return custom.stream()
        .filter(own -> own.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseGet(() -> SearchSpace.of(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return tables != null
        ? table(tables, problem.problem())
        : evaluator(problem, problem.fidelities().highest());
  }

  @Override
  public int[] evaluated(RunSettings problem, int[] genes) {
    return tables != null ? table(tables, problem.problem()).nearest(genes) : genes;
  }

  /**
   * Returns the hash for {@link Provenance#surrogates} of a problem: of the models, or of the
   * tables, with the models of a clock.
   *
   * @param conditions conditions of the runs; null for sequential evaluations
   * @throws UsageException if tables lack metrics of the problem, or the problem with tables is
   *     noisy; or if it has fidelities of tokens that its metrics do not support
   * @throws IOException if a file can't be read
   */
  public String hash(ProblemSpec problem, @Nullable RunConditions conditions) throws IOException {
    if (tables == null) {
      predicting(problem, 0); // Fails where a supernet can't predict as many tokens.
      return predicting(problem, problem.fidelities().highest()).surrogateHash();
    }
    if (problem.noisy()) {
      throw UsageException.of(
          "Problem %s with noise: tables have the medians of measurements; allowed: problems"
              + " without noise",
          problem);
    }
    String measured = Provenance.TABLES + table(tables, problem).fingerprint();
    if (conditions != null && conditions.priors() != null) {
      throw UsageException.of(
          "Problem %s with priors: tables have no priors of other devices; allowed: problems"
              + " without priors",
          problem);
    }
    return conditions == null || conditions.clock() == null
        ? measured
        : measured + Provenance.CLOCK + of(problem.space()).surrogateHash();
  }

  private synchronized NearestMeasured table(Path data, ProblemSpec problem) {
    String key = problem.space().name() + problem.metrics();
    NearestMeasured table = tabular.get(key);
    if (table == null) {
      try {
        table = new NearestMeasured(
            TabularEvaluator.of(MeasuredData.open(data, problem.space()), problem.metrics()));
      } catch (IllegalArgumentException e) {
        throw new UsageException(Text.format("Tables '%s': %s", data, e.getMessage()), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      tabular.put(key, table);
    }
    return table;
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return bench(problem).noisy(problem.problem().metrics());
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem, int level) {
    if (tables != null) {
      return evaluator(problem);
    }
    try {
      return predicting(problem.problem(), level).evaluator(problem.problem().metrics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fidelities of tokens decide how many of them a supernet predicts. */
  private HwGptBench predicting(ProblemSpec problem, int level) throws IOException {
    Fidelities fidelities = problem.fidelities();
    return fidelities.unit().equals(Fidelities.TOKENS)
        ? of(problem.space())
            .predicting(
                problem.metrics(),
                fidelities.levels().stream()
                    .skip(level)
                    .map(Fidelities.Level::amount)
                    .toList())
        : of(problem.space());
  }

  @Override
  public ReadingNoise readingNoise(RunSettings problem) {
    return bench(problem).readingNoise(problem.problem().metrics());
  }

  @Override
  public synchronized @Nullable SimulatedClock clock(RunSettings problem) {
    RunConditions.Clock clock = problem.simulation().map(RunConditions::clock).orElse(null);
    return clock == null
        ? null
        : clocks.computeIfAbsent(
            new ClockKey(problem.space(), clock, problem.fidelities()),
            key -> new LatencyClock(latency(problem, clock.latency()), clock, key.fidelities()));
  }

  private ObjectiveEvaluator latency(RunSettings problem, Objective objective) {
    return latencies
        .row(problem.space())
        .computeIfAbsent(objective, key -> bench(problem).evaluator(List.of(key)));
  }

  private HwGptBench bench(RunSettings problem) {
    try {
      return of(problem.space());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes all opened benchmarks. */
  @Override
  public synchronized void close() {
    latencies.values().forEach(ObjectiveEvaluator::close);
    open.values().forEach(HwGptBench::close);
  }
}
