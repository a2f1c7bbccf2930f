package io.github.hwgptbench.landscape;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import io.github.hwgptbench.usage.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Architectures drawn at random, with the values of an evaluator. Immutable. */
public final class ArchitectureSample {

  private final SearchSpace space;
  private final List<Objective> objectives;
  private final int[][] genes;
  /** One row an objective. */
  private final double[][] values;

  /**
   * Takes what is known of architectures: one row of genes each, one row of values per objective.
   */
  ArchitectureSample(
      SearchSpace space, List<Objective> objectives, int[][] genes, double[][] values) {
    this.space = space;
    this.objectives = objectives;
    this.genes = genes;
    this.values = values;
  }

  /**
   * Draws architectures with every gene uniform, as the measured ones were drawn.
   *
   * @param evaluator evaluates the architectures
   * @param size number of architectures, at least 2
   * @throws IllegalArgumentException if the size is less
   */
  public static ArchitectureSample draw(
      ObjectiveEvaluator evaluator, int size, RandomGenerator random) {
    if (size < 2) {
      throw UsageException.of("Sample of %d architectures; allowed: 2 or more", size);
    }
    int[][] genes = new int[size][];
    Arrays.setAll(genes, i -> evaluator.space().genotypes().sample(random));
    return of(evaluator, genes);
  }

  /** Asks an evaluator for architectures; their genes are not copied. */
  static ArchitectureSample of(ObjectiveEvaluator evaluator, int[][] genes) {
    int size = genes.length;
    double[][] rows = new double[size][evaluator.objectives().size()];
    evaluator.evaluate(genes, rows);
    double[][] values = new double[evaluator.objectives().size()][size];
    for (int objective = 0; objective < values.length; objective++) {
      int column = objective;
      Arrays.setAll(values[objective], i -> rows[i][column]);
    }
    return new ArchitectureSample(evaluator.space(), evaluator.objectives(), genes, values);
  }

  /** Returns the search space. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the evaluated objectives. */
  public List<Objective> objectives() {
    return objectives;
  }

  /** Returns the number of architectures. */
  public int size() {
    return genes.length;
  }

  /**
   * Returns the values of an objective, one per architecture, in a new array.
   *
   * @throws IllegalArgumentException if the objective was not evaluated
   */
  public double[] values(Objective objective) {
    int at = objectives.indexOf(objective);
    if (at < 0) {
      throw UsageException.of(
          "Objective '%s': not in this sample; allowed: %s", objective, objectives);
    }
    return values[at].clone();
  }

  /**
   * Returns the architectures with one level of a choice. For a choice of each layer, the level is
   * the most frequent one among the active layers; an architecture in which several are equally the
   * most frequent has no level.
   *
   * @throws IndexOutOfBoundsException if there is no such level
   */
  public ArchitectureSample where(Choice choice, int level) {
    Objects.checkIndex(level, choice.levels(space).size());
    int[] kept = IntStream.range(0, genes.length)
        .filter(i -> choice.level(space, genes[i]).equals(OptionalInt.of(level)))
        .toArray();
    return new ArchitectureSample(
        space,
        objectives,
        Arrays.stream(kept).mapToObj(i -> genes[i]).toArray(int[][]::new),
        Arrays.stream(values)
            .map(all -> Arrays.stream(kept).mapToDouble(i -> all[i]).toArray())
            .toArray(double[][]::new));
  }

  /**
   * Returns the distribution of an objective.
   *
   * @throws IllegalArgumentException if the objective was not evaluated
   */
  public EmpiricalDistribution distribution(Objective objective) {
    return new EmpiricalDistribution(values(objective));
  }
}
