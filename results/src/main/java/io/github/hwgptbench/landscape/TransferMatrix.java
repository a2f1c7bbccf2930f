package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The quality of the best architectures of one device on another: the hypervolume of the best-known
 * Pareto front of perplexity and one latency or energy, scored on another latency or energy, as a
 * share of the hypervolume of the best-known Pareto front of the latter. Bit-identical for the same
 * benchmark and seed, on any number of threads.
 *
 * @param space the search space
 * @param objectives objectives in the order of rows and columns
 * @param genes genes of each front
 * @param transfers one row per front, one cell per objective that it is scored on
 * @since 0.2.0
 */
public record TransferMatrix(
    SearchSpace space,
    List<Objective> objectives,
    List<FrontGenes> genes,
    List<List<Transfer>> transfers) {

  /** The share of the hypervolume below which a front does not transfer. */
  public static final double FAILURE = 0.95;

  /** The levels of the bands. */
  private static final double[] BAND = {0.05, 0.95};

  /** The maximum number of architectures of each front that are scored in each world. */
  public static final int THINNED = 50;

  /** The number of worlds of the bands. */
  public static final int WORLDS = 100;

  /**
   * The front of one objective, scored on another.
   *
   * @param front objective of the front, besides perplexity
   * @param scored objective on which it is scored, besides perplexity
   * @param share hypervolume relative to that of the front of {@code scored}, without noise
   * @param lower quantile 0.05 of the share over worlds drawn from the errors of the surrogates
   * @param upper quantile 0.95
   * @param differences differences of the genes of the front from those of the front of
   *     {@code scored}, the largest first
   */
  public record Transfer(
      Objective front,
      Objective scored,
      double share,
      double lower,
      double upper,
      List<FrontGenes.Difference> differences) {

    /** Copies the differences. */
    public Transfer {
      differences = List.copyOf(differences);
    }

    /**
     * Returns whether it does not transfer, even if the errors of the surrogates are considered.
     */
    public boolean fails() {
      return upper < FAILURE;
    }
  }

  /** Copies the lists. */
  public TransferMatrix {
    objectives = List.copyOf(objectives);
    genes = List.copyOf(genes);
    transfers = transfers.stream().map(List::copyOf).toList();
  }

  /**
   * Scores every front on every objective.
   *
   * @param bench the benchmark
   * @param fronts its best-known Pareto fronts
   * @param seed of the worlds
   * @param progress is run twice per front, by any thread
   */
  static TransferMatrix of(
      HwGptBench bench, List<KnownFront> fronts, long seed, Runnable progress) {
    List<Objective> objectives = fronts.stream().map(KnownFront::objective).toList();
    List<Objective> asked =
        Stream.concat(Stream.of(KnownFront.PERPLEXITY), objectives.stream()).toList();
    SurrogateWorlds worlds = SurrogateWorlds.of(bench, asked, seed).orElseThrow();
    List<Evaluated> evaluated;
    try (ObjectiveEvaluator evaluator = bench.evaluator(asked)) {
      evaluated = fronts.parallelStream()
          .map(front -> {
            Evaluated all = Evaluated.of(evaluator, front);
            progress.run();
            return all;
          })
          .toList();
    }
    List<FrontGenes> genes = fronts.parallelStream()
        .map(front -> FrontGenes.of(bench.space(), front.architectures()))
        .toList();
    List<Evaluated> thinned = evaluated.stream().map(Evaluated::thinned).toList();
    List<List<Evaluated>> inWorlds = IntStream.range(0, WORLDS)
        .parallel()
        .mapToObj(world -> thinned.stream().map(it -> it.in(worlds, world)).toList())
        .toList();
    List<List<Transfer>> columns = IntStream.range(0, fronts.size())
        .parallel()
        .mapToObj(scored -> {
          Column column = new Column(fronts.get(scored), scored);
          List<Transfer> cells = column.cells(evaluated, thinned, inWorlds, objectives, genes);
          progress.run();
          return cells;
        })
        .toList();
    return new TransferMatrix(
        bench.space(),
        objectives,
        genes,
        IntStream.range(0, fronts.size())
            .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList())
            .toList());
  }

  /** Returns how often a matrix of a benchmark reports its progress, if all fronts ship. */
  static int steps(HwGptBench bench) {
    return 2
        * (int) bench.objectives().stream()
            .filter(it -> KnownFront.fits(it.metric()))
            .count();
  }

  /**
   * The architectures of a front with the values of all objectives.
   *
   * @param genes one row per architecture
   * @param values one row per architecture: perplexity, then the objectives of the matrix
   */
  private record Evaluated(int[][] genes, double[][] values) {

    static Evaluated of(ObjectiveEvaluator evaluator, KnownFront front) {
      int[][] genes =
          front.architectures().stream().map(evaluator.space()::encode).toArray(int[][]::new);
      double[][] values = new double[genes.length][evaluator.objectives().size()];
      evaluator.evaluate(genes, values);
      return new Evaluated(genes, values);
    }

    /** Returns some of them, at even steps from the first to the last. */
    Evaluated thinned() {
      int[] kept = genes.length <= THINNED
          ? IntStream.range(0, genes.length).toArray()
          : IntStream.range(0, THINNED)
              .map(i -> (int) ((long) i * (genes.length - 1) / (THINNED - 1)))
              .toArray();
      return new Evaluated(
          Arrays.stream(kept).mapToObj(i -> genes[i]).toArray(int[][]::new),
          Arrays.stream(kept).mapToObj(i -> values[i]).toArray(double[][]::new));
    }

    Evaluated in(SurrogateWorlds worlds, int world) {
      double[][] there = new double[values.length][];
      Arrays.setAll(there, i -> worlds.values(world, genes[i], values[i]));
      return new Evaluated(genes, there);
    }

    double hypervolume(KnownFront on, int objective) {
      return on.hypervolume(Arrays.stream(values)
          .map(row -> new double[] {row[0], row[1 + objective]})
          .toArray(double[][]::new));
    }
  }

  /** An objective that fronts are scored on: the front of it, and its place. */
  private record Column(KnownFront on, int scored) {

    List<Transfer> cells(
        List<Evaluated> evaluated,
        List<Evaluated> thinned,
        List<List<Evaluated>> inWorlds,
        List<Objective> objectives,
        List<FrontGenes> genes) {
      double[] shares = shares(evaluated);
      double[] without = shares(thinned);
      double[][] within = inWorlds.stream().map(this::shares).toArray(double[][]::new);
      List<Transfer> cells = new ArrayList<>();
      for (int row = 0; row < shares.length; row++) {
        int front = row;
        EmpiricalDistribution changes = new EmpiricalDistribution(Arrays.stream(within)
            .mapToDouble(world -> world[front] / without[front])
            .toArray());
        cells.add(new Transfer(
            objectives.get(row),
            objectives.get(scored),
            shares[row],
            shares[row] * changes.quantile(BAND[0]),
            shares[row] * changes.quantile(BAND[1]),
            genes.get(row).differences(genes.get(scored))));
      }
      return cells;
    }

    /** Returns the hypervolume of each front relative to that of the front of the objective. */
    private double[] shares(List<Evaluated> fronts) {
      double whole = fronts.get(scored).hypervolume(on, scored);
      return fronts.stream()
          .mapToDouble(front -> front.hypervolume(on, scored) / whole)
          .toArray();
    }
  }

  /**
   * Returns the front of one objective, scored on another.
   *
   * @throws IllegalArgumentException if one of them is not in this matrix
   */
  public Transfer of(Objective front, Objective scored) {
    int row = objectives.indexOf(front);
    int column = objectives.indexOf(scored);
    if (row < 0 || column < 0) {
      throw new IllegalArgumentException(Text.format(
          "Transfer from '%s' to '%s': not in this matrix; allowed: %s",
          front, scored, objectives));
    }
    return transfers.get(row).get(column);
  }

  /** Returns all transfers between different objectives, the smallest share first. */
  public List<Transfer> worst() {
    return transfers.stream()
        .flatMap(List::stream)
        .filter(it -> !it.front().equals(it.scored()))
        .sorted(Comparator.comparingDouble(Transfer::share))
        .toList();
  }
}
