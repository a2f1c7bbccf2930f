package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.LinearKernel;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;

/**
 * One coordinate per level of each gene, 1 for the level that it has; all are 0 where the gene is
 * inactive. Genes outside of {@link Slots} come first, those of slots follow. The kernel is a
 * {@link LinearKernel}, so that a model is a sum of effects of levels, and of effects that a level
 * of a slot has together with a level of a gene outside.
 */
final class LinearEncoding implements Encoding {

  private final GenotypeSpace space;
  /** The first coordinate of each gene. */
  private final int[] first;

  private final LinearKernel kernel;

  LinearEncoding(GenotypeSpace space) {
    this.space = space;
    this.first = new int[space.size()];
    int at = 0;
    int[] common = Slots.of(space).common();
    boolean[] outside = new boolean[space.size()];
    for (int gene : common) {
      outside[gene] = true;
      first[gene] = at;
      at += space.levels(gene);
    }
    int middle = at;
    for (int gene = 0; gene < first.length; gene++) {
      if (!outside[gene]) {
        first[gene] = at;
        at += space.levels(gene);
      }
    }
    this.kernel = new LinearKernel(
        middle,
        at - middle,
        List.of(
            new Hyperparameter("variance of genes outside of slots", 0, 2),
            new Hyperparameter("variance of genes of slots", -3, 2),
            new Hyperparameter("variance of products", -5, 2)));
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public double[] encode(int[] genes) {
    double[] point = new double[kernel.dimensions()];
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        point[first[gene] + genes[gene]] = 1;
      }
    }
    return point;
  }
}
