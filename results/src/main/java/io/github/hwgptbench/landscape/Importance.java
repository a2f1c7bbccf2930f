package io.github.hwgptbench.landscape;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.statistics.SobolIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The importance of factors for the variance of each objective if every gene is drawn uniformly and
 * independently: Sobol' indices, of groups of genes if a factor has several. The samples are more
 * even than independent rows, so the standard errors are conservative.
 *
 * @param factors in the order of the rows
 * @param objectives in the order of the columns
 * @param indices one row per factor, one column per objective
 */
public record Importance(
    List<Factor> factors, List<Objective> objectives, List<List<SobolIndex>> indices) {

  /** Copies the lists. */
  public Importance {
    factors = List.copyOf(factors);
    objectives = List.copyOf(objectives);
    indices = indices.stream().map(List::copyOf).toList();
  }

  /**
   * Estimates the importance of factors.
   *
   * @param evaluator of the objectives
   * @param factors the factors
   * @param embed if not null, only architectures with this choice of embed_dim count
   * @param rows number of architectures of each of the two samples, at least 2; there are
   *     {@code rows * (factors + 2)} evaluations
   * @param progress called after each factor
   * @throws IllegalArgumentException if there are fewer rows
   * @throws IndexOutOfBoundsException if there is no such choice of embed_dim
   */
  public static Importance estimate(
      ObjectiveEvaluator evaluator,
      List<Factor> factors,
      @Nullable Integer embed,
      int rows,
      RandomGenerator random,
      Runnable progress) {
    if (rows < 2) {
      throw new IllegalArgumentException(
          Text.format("Importance from %d architectures; allowed: 2 or more", rows));
    }
    GenotypeSpace space = evaluator.space().genotypes();
    if (embed != null) {
      Objects.checkIndex(embed, space.levels(0));
    }
    int[][] genesA = new int[rows][space.size()];
    int[][] genesB = new int[rows][space.size()];
    draw(genesA, genesB, space, random);
    if (embed != null) {
      for (int row = 0; row < rows; row++) {
        genesA[row][0] = embed;
        genesB[row][0] = embed;
      }
    }
    double[][] a = columns(evaluator, genesA);
    double[][] b = columns(evaluator, genesB);
    List<List<SobolIndex>> indices = new ArrayList<>();
    for (Factor factor : factors) {
      double[][] mixed = columns(evaluator, mixed(genesA, genesB, factor));
      List<SobolIndex> row = new ArrayList<>();
      for (int objective = 0; objective < a.length; objective++) {
        row.add(SobolIndex.of(a[objective], b[objective], mixed[objective]));
      }
      indices.add(row);
      progress.run();
    }
    return new Importance(factors, evaluator.objectives(), indices);
  }

  /**
   * Draws both samples. Of each gene all pairs of levels are equally frequent, as in a Latin
   * hypercube, which takes away most of the error that the more important genes would cause. Not in
   * canonical form: genes that are inactive in one sample may be active when mixed.
   */
  private static void draw(
      int[][] genesA, int[][] genesB, GenotypeSpace space, RandomGenerator random) {
    int[] pairs = new int[genesA.length];
    for (int gene = 0; gene < space.size(); gene++) {
      int levels = space.levels(gene);
      int whole = pairs.length - pairs.length % (levels * levels);
      for (int row = 0; row < pairs.length; row++) {
        int pair = row < whole ? row % (levels * levels) : random.nextInt(levels * levels);
        int place = random.nextInt(row + 1);
        pairs[row] = pairs[place];
        pairs[place] = pair;
      }
      for (int row = 0; row < pairs.length; row++) {
        genesA[row][gene] = pairs[row] / levels;
        genesB[row][gene] = pairs[row] % levels;
      }
    }
  }

  private static int[][] mixed(int[][] genesA, int[][] genesB, Factor factor) {
    int[][] mixed = new int[genesA.length][];
    for (int row = 0; row < mixed.length; row++) {
      mixed[row] = genesA[row].clone();
      for (int gene : factor.genes()) {
        mixed[row][gene] = genesB[row][gene];
      }
    }
    return mixed;
  }

  /** One row an objective. */
  private static double[][] columns(ObjectiveEvaluator evaluator, int[][] genes) {
    double[][] rows = new double[genes.length][evaluator.objectives().size()];
    evaluator.evaluate(genes, rows);
    double[][] columns = new double[evaluator.objectives().size()][genes.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows[row][column];
      }
    }
    return columns;
  }

  /**
   * Returns the index of a factor for an objective.
   *
   * @throws IllegalArgumentException if the factor or objective is not in this analysis
   */
  public SobolIndex index(String factor, Objective objective) {
    int row = factors.stream().map(Factor::name).toList().indexOf(factor);
    int column = objectives.indexOf(objective);
    if (row < 0 || column < 0) {
      throw new IllegalArgumentException(
          Text.format("Importance of '%s' for '%s': not estimated", factor, objective));
    }
    return indices.get(row).get(column);
  }
}
