package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.landscape.SurrogateWorlds;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.table.NearestMeasured;
import io.github.hwgptbench.table.TabularEvaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Compares the share of worlds in which the order of two searches holds ({@link SurrogateWorlds})
 * with how often it holds when the fronts are scored by measurements. Searches of perplexity and
 * each latency and energy observe surrogates, but are restricted to architectures that were
 * measured:
 *
 * <pre>
 * ./mvnw -q package dependency:build-classpath -pl benchmarks -am -DskipTests -Dmdep.outputFile=/tmp/classpath
 * java -cp "benchmarks/target/classes:$(cat /tmp/classpath)" \
 *   io.github.hwgptbench.benchmarks.RobustnessCalibration DATA s,m 1 6 60
 * </pre>
 *
 * <p>Arguments: folder of the measurements, scales, first and last seed, evaluations of a search.
 *
 * <p>Bins of few pairs, many of which share their fronts, have an error by chance. It is estimated
 * by taking each world for what was measured, and the others to predict it: that is the error of
 * shares that are exact.
 */
public final class RobustnessCalibration {

  private static final List<String> ALGORITHMS =
      List.of("random", "nsga2", "local-search", "mo-re", "tpe", "ridge");

  private static final Objective PERPLEXITY = Objective.of(Metric.PERPLEXITY);
  private static final int WORLDS = 200;
  private static final int BLOCK = 2_500;
  private static final int NEIGHBOURS = 15;
  private static final double[] REFERENCE = {1.1, 1.1};
  private static final double[] BINS = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.999, 1.001};

  /** What is compared with what. */
  private enum Kind {
    WITHOUT_DRIFT("worlds of RUN; measurements with the drift taken out"),
    AS_MEASURED("worlds of RUN; as measured"),
    WITH_DRIFT("worlds of RUN and DRIFT; as measured");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** The order of two searches: in which share of the worlds it holds, and if it is measured. */
  private record Order(double share, boolean holds, BitSet worlds) {

    static Order of(BitSet worlds, boolean holds) {
      return new Order((double) worlds.cardinality() / WORLDS, holds, worlds);
    }

    /** Returns the order if one world were measured, and the share of the others predicted it. */
    Order measuredIn(int world) {
      int holding = worlds.cardinality() - (worlds.get(world) ? 1 : 0);
      return new Order((double) holding / (WORLDS - 1), worlds.get(world), worlds);
    }
  }

  /** What a search has found: its hypervolume, and those in the worlds and by measurements. */
  private record Found(double surrogate, Map<Kind, double[]> worlds, Map<Kind, Double> measured) {}

  private final SearchSpace space;
  private final ObjectiveEvaluator surrogates;
  private final NearestMeasured nearest;
  private final SurrogateWorlds worlds;
  private final NoiseModel noise;
  private final Normalization normalization;
  private final List<Objective> objectives;
  /** By canonical genotype: perplexity, the median, and the median without drift. */
  private final Map<IntBuffer, double[]> measurements = new HashMap<>();

  private RobustnessCalibration(HwGptBench bench, MeasuredData data, Objective objective)
      throws IOException {
    space = bench.space();
    objectives = List.of(PERPLEXITY, objective);
    surrogates = bench.evaluator(objectives);
    nearest = new NearestMeasured(TabularEvaluator.of(data, objectives));
    worlds = SurrogateWorlds.of(bench, objectives, 1).orElseThrow();
    noise = bench.noise(objective);
    normalization = new Normalization(bench.bounds("default"), objectives);
    measure(data, objective);
  }

  private void measure(MeasuredData data, Objective objective) throws IOException {
    ArchitectureTable table = data.architectures();
    double[][] perplexities = data.readings(PERPLEXITY);
    double[][] readings = data.readings(objective);
    int[][] genes = IntStream.range(0, table.size()).mapToObj(table::genes).toArray(int[][]::new);
    double[][] predicted = new double[genes.length][2];
    surrogates.evaluate(genes, predicted);
    double[] medians =
        Arrays.stream(readings).mapToDouble(RobustnessCalibration::median).toArray();
    double[] residuals = IntStream.range(0, genes.length)
        .mapToDouble(row -> StrictMath.log(medians[row] / predicted[row][1]))
        .toArray();
    double[] constants = constants(genes, perplexities, predicted);
    for (int row = 0; row < genes.length; row++) {
      double drift = drift(table, residuals, row);
      measurements.putIfAbsent(IntBuffer.wrap(genes[row]), new double[] {
        perplexities[row][0] - constants[genes[row][0]],
        medians[row],
        medians[row] * StrictMath.exp(-drift)
      });
    }
  }

  /** Returns how far measured perplexities are from predicted ones in the mean of an embed_dim. */
  private double[] constants(int[][] genes, double[][] measured, double[][] predicted) {
    return IntStream.range(0, space.embedDims().size())
        .mapToDouble(embed -> IntStream.range(0, genes.length)
            .filter(row -> genes[row][0] == embed && !Double.isNaN(measured[row][0]))
            .mapToDouble(row -> measured[row][0] - predicted[row][0])
            .average()
            .orElse(0))
        .toArray();
  }

  /** Returns the median of the residuals of the rows that were measured next to a row. */
  private static double drift(ArchitectureTable table, double[] residuals, int row) {
    return median(IntStream.rangeClosed(row - NEIGHBOURS, row + NEIGHBOURS)
        .filter(it -> it >= 0 && it < residuals.length && it != row)
        .filter(it -> table.id(it) / BLOCK == table.id(row) / BLOCK)
        .mapToDouble(it -> residuals[it])
        .toArray());
  }

  private static double median(double[] values) {
    double[] there = DoubleStream.of(values).filter(it -> !Double.isNaN(it)).toArray();
    return there.length == 0 ? Double.NaN : BootstrapInterval.median(there);
  }

  private Found search(String algorithm, int evaluations, long seed) {
    ObjectiveEvaluator restricted = new Restricted();
    ParetoArchive<int[]> front = ParetoArchive.of(2);
    AlgorithmRegistry.load()
        .algorithm(algorithm)
        .run(
            ArchitectureProblem.builder(restricted).objectives(objectives).build(),
            evaluations,
            seed,
            evaluation -> {
              double[] values = new double[2];
              int[] genes = nearest.nearest(evaluation.candidate().genes());
              surrogates.evaluate(genes, values);
              front.add(normalization.apply(values), genes);
            });
    List<int[]> found =
        front.members().stream().map(ParetoArchive.Member::value).toList();
    double[][] values = new double[found.size()][2];
    surrogates.evaluate(found.toArray(int[][]::new), values);
    double[] run = new double[WORLDS];
    double[] drifting = new double[WORLDS];
    for (int world = 0; world < WORLDS; world++) {
      double[][] there = new double[values.length][];
      double[][] later = new double[values.length][];
      for (int i = 0; i < values.length; i++) {
        there[i] = worlds.values(world, found.get(i), values[i]);
        later[i] = new double[] {there[i][0], there[i][1] * drifted(found.get(i), world)};
      }
      run[world] = hypervolume(there);
      drifting[world] = hypervolume(later);
    }
    Map<Kind, double[]> inWorlds = new EnumMap<>(Kind.class);
    Map<Kind, Double> measured = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      inWorlds.put(kind, kind == Kind.WITH_DRIFT ? drifting : run);
      measured.put(kind, measured(found, kind == Kind.WITHOUT_DRIFT ? 2 : 1));
    }
    return new Found(hypervolume(values), inWorlds, measured);
  }

  /** Returns by what drift multiplies what is measured of an architecture in a world. */
  private double drifted(int[] genes, int world) {
    long key = new SplittableRandom(Arrays.hashCode(genes)).nextLong();
    double level = new SplittableRandom(key + world).split().nextDouble();
    return StrictMath.exp(noise.logQuantile(NoiseModel.Source.DRIFT, genes[0], level));
  }

  private double measured(List<int[]> front, int column) {
    return hypervolume(front.stream()
        .map(genes -> measurements.get(IntBuffer.wrap(genes)))
        .map(row -> new double[] {row[0], row[column]})
        .toArray(double[][]::new));
  }

  private double hypervolume(double[][] values) {
    return Hypervolume.of(
        Arrays.stream(values).map(normalization::apply).toArray(double[][]::new), REFERENCE);
  }

  /** Any architecture, evaluated by the surrogates as the nearest one that was measured. */
  private final class Restricted implements ObjectiveEvaluator {

    @Override
    public SearchSpace space() {
      return space;
    }

    @Override
    public List<Objective> objectives() {
      return objectives;
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      surrogates.evaluate(nearest.nearest(genes), values);
    }

    @Override
    public void close() {
      surrogates.close();
    }
  }

  /** The orders of every two algorithms: of each seed, and by the medians over the seeds. */
  private record Orders(Map<Kind, List<Order>> seeds, Map<Kind, List<Order>> medians) {}

  private Orders orders(int first, int last, int evaluations) {
    List<List<Found>> found = ALGORITHMS.stream()
        .map(name -> IntStream.rangeClosed(first, last)
            .mapToObj(seed -> search(name, evaluations, seed))
            .toList())
        .toList();
    return new Orders(
        orders(found), orders(found.stream().map(it -> List.of(medianOf(it))).toList()));
  }

  private static Found medianOf(List<Found> runs) {
    Map<Kind, double[]> worlds = new EnumMap<>(Kind.class);
    Map<Kind, Double> measured = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      worlds.put(
          kind,
          IntStream.range(0, WORLDS)
              .mapToDouble(world -> median(runs, run -> run.worlds.get(kind)[world]))
              .toArray());
      measured.put(kind, median(runs, run -> run.measured.get(kind)));
    }
    return new Found(median(runs, Found::surrogate), worlds, measured);
  }

  private static double median(List<Found> runs, ToDoubleFunction<Found> value) {
    return median(runs.stream().mapToDouble(value).toArray());
  }

  private static Map<Kind, List<Order>> orders(List<List<Found>> found) {
    int seeds = found.get(0).size();
    Map<Kind, List<Order>> orders = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<Order> of = new ArrayList<>();
      for (int first = 0; first < found.size(); first++) {
        for (int second = first + 1; second < found.size(); second++) {
          for (int seed = 0; seed < seeds; seed++) {
            add(of, kind, found.get(first).get(seed), found.get(second).get(seed));
          }
        }
      }
      orders.put(kind, of);
    }
    return orders;
  }

  private static void add(List<Order> orders, Kind kind, Found one, Found other) {
    if (one.surrogate != other.surrogate) {
      Found better = one.surrogate > other.surrogate ? one : other;
      Found worse = better == one ? other : one;
      double[] above = better.worlds.get(kind);
      double[] below = worse.worlds.get(kind);
      BitSet holds = new BitSet(WORLDS);
      IntStream.range(0, WORLDS).filter(i -> above[i] > below[i]).forEach(holds::set);
      orders.add(Order.of(holds, better.measured.get(kind) > worse.measured.get(kind)));
    }
  }

  /** Runs the searches and prints the calibration. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int first = Integer.parseInt(args[2]);
    int last = Integer.parseInt(args[3]);
    int evaluations = Integer.parseInt(args[4]);
    for (String scale : args[1].split(",")) {
      SearchSpace space = SearchSpace.of(scale);
      MeasuredData data = MeasuredData.open(folder, space);
      try (HwGptBench bench = HwGptBench.open(space)) {
        List<Orders> all = bench.objectives().stream()
            .filter(it -> it.metric().equals(Metric.LATENCY) || it.metric().equals(Metric.ENERGY))
            .toList()
            .parallelStream()
            .map(objective -> {
              try {
                return new RobustnessCalibration(bench, data, objective)
                    .orders(first, last, evaluations);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
            .toList();
        for (Kind kind : Kind.values()) {
          print(
              scale + ", each seed, " + kind.title,
              all.stream().flatMap(it -> it.seeds.get(kind).stream()).toList());
          print(
              scale + ", medians over seeds, " + kind.title,
              all.stream().flatMap(it -> it.medians.get(kind).stream()).toList());
        }
      }
    }
  }

  private static void print(String title, List<Order> orders) {
    double[] chance = IntStream.range(0, WORLDS)
        .mapToDouble(
            world -> error(orders.stream().map(it -> it.measuredIn(world)).toList()))
        .toArray();
    System.out.printf(
        Locale.ROOT,
        "%s%n  %d pairs: predicted %.3f, measured %.3f; mean error of the bins %.1f points%n"
            + "  if a world were measured: %.1f points on average, quantile 0.95: %.1f points%n",
        title,
        orders.size(),
        predicted(orders),
        observed(orders),
        error(orders),
        DoubleStream.of(chance).average().orElseThrow(),
        new EmpiricalDistribution(chance).quantile(0.95));
    for (List<Order> bin : bins(orders)) {
      System.out.printf(
          Locale.ROOT,
          "  %5d pairs: predicted %.3f, measured %.3f%n",
          bin.size(),
          predicted(bin),
          observed(bin));
    }
  }

  /** Returns the orders of each bin of their shares that has one. */
  private static List<List<Order>> bins(List<Order> orders) {
    return IntStream.range(1, BINS.length)
        .mapToObj(bin -> orders.stream()
            .filter(it -> it.share >= BINS[bin - 1] && it.share < BINS[bin])
            .toList())
        .filter(bin -> !bin.isEmpty())
        .toList();
  }

  /** Returns the mean error of the bins, weighted by their pairs, in percentage points. */
  private static double error(List<Order> orders) {
    return 100
        * bins(orders).stream()
            .mapToDouble(bin -> bin.size() * Math.abs(predicted(bin) - observed(bin)))
            .sum()
        / orders.size();
  }

  private static double predicted(List<Order> orders) {
    return orders.stream().mapToDouble(Order::share).average().orElse(Double.NaN);
  }

  private static double observed(List<Order> orders) {
    return orders.stream().mapToDouble(it -> it.holds ? 1 : 0).average().orElse(Double.NaN);
  }
}
