package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates surrogates. The values are bit-identical for one architecture and for many, on any
 * number of threads and on any machine, because no sum in a {@link RampNetwork} is ever rounded. An
 * evaluation allocates nothing.
 */
public final class SurrogateEvaluator extends FixedEvaluator {

  private final GenotypeSpace genotypes;
  private final int width;
  private final FeatureMap features;
  private final List<RampNetwork> networks;
  /**
   * By the genes of embed_dim and bias, each made when it is first needed. Threads may make the
   * same one; they are equal, and safe without a lock since they are immutable.
   */
  private final RampTable[][] tables;
  /** Single evaluations are too short to allocate in. */
  private final ThreadLocal<Sums> scratch;

  private volatile boolean closed;

  /** The sums of a genotype, and those of one that it is a neighbor of. */
  private static final class Sums {

    final double[] own;
    final double[] center;

    Sums(int room) {
      own = new double[room];
      center = new double[room];
    }
  }

  /**
   * Lays surrogates out for evaluation.
   *
   * @param space the space that they are of
   * @param surrogates at least one, of different objectives
   */
  public SurrogateEvaluator(SearchSpace space, List<Surrogate> surrogates) {
    super(space, surrogates.stream().map(Surrogate::objective).toList());
    genotypes = space.genotypes();
    width = objectives.size();
    features = new FeatureMap(space);
    networks = surrogates.stream().map(Surrogate::network).toList();
    tables = new RampTable[space.embedDims().size()][space.biases().size()];
    int room = RampTable.room(networks);
    scratch = ThreadLocal.withInitial(() -> new Sums(room));
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    checkOpen();
    genotypes.check(genes);
    checkRoom(values);
    evaluate(genes, values, scratch.get().own);
  }

  @Override
  public void evaluate(int[][] genes, double[][] values) {
    checkOpen();
    checkRoom(genes.length, values);
    for (int[] row : genes) {
      genotypes.check(row);
    }
    double[] sums = scratch.get().own;
    for (int i = 0; i < genes.length; i++) {
      evaluate(genes[i], values[i], sums);
    }
  }

  @Override
  public void evaluateNeighbors(int[] genes, int[][] neighbors, double[][] values) {
    checkOpen();
    checkRoom(neighbors.length, values);
    genotypes.check(genes);
    Sums sums = scratch.get();
    RampTable table = table(genes);
    table.sum(genes, sums.center);
    for (int i = 0; i < neighbors.length; i++) {
      int[] neighbor = neighbors[i];
      int gene = Arrays.mismatch(genes, neighbor);
      if (neighbor.length != genes.length || gene >= 0 && gene < ArchitectureLayout.BODY) {
        genotypes.check(neighbor);
        evaluate(neighbor, values[i], sums.own);
      } else {
        read(table, sum(table, genes, neighbor, gene, sums), values[i]);
      }
    }
  }

  /**
   * Returns the sums of a genotype that differs from another in genes of layers alone.
   *
   * @param first the first of these genes; negative for none
   */
  private double[] sum(RampTable table, int[] genes, int[] neighbor, int first, Sums sums) {
    double[] from = sums.center;
    int size = genes.length;
    for (int gene = first; gene >= 0; ) {
      int next = Arrays.mismatch(genes, gene + 1, size, neighbor, gene + 1, size);
      // All but one are those of a genotype that was checked.
      if (next >= 0 || neighbor[gene] < 0 || neighbor[gene] >= genotypes.levels(gene)) {
        genotypes.check(neighbor);
      }
      if (table.change(genes, from, neighbor, gene, sums.own)) {
        from = sums.own;
      }
      gene = next < 0 ? next : gene + 1 + next;
    }
    return from;
  }

  private void evaluate(int[] genes, double[] values, double[] sums) {
    RampTable table = table(genes);
    table.sum(genes, sums);
    read(table, sums, values);
  }

  private RampTable table(int[] genes) {
    int embed = genes[ArchitectureLayout.EMBED_DIM];
    int bias = genes[ArchitectureLayout.BIAS];
    RampTable table = tables[embed][bias];
    if (table == null) {
      table = new RampTable(space, features, networks, embed, bias);
      tables[embed][bias] = table;
    }
    return table;
  }

  private void read(RampTable table, double[] sums, double[] values) {
    for (int i = 0; i < width; i++) {
      values[i] = table.value(i, sums);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the evaluator is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
