package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.MaternKernel;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.Collections;

/**
 * Genes as unordered categories, as Syne Tune encodes them: one coordinate a level, 1 for the level
 * that a gene has and 0 for the others; a gene of two levels has one coordinate. Inactive genes are
 * encoded as if they counted.
 */
final class OneHotEncoding implements Encoding {

  private final GenotypeSpace space;
  private final MaternKernel kernel;

  /**
   * Makes an encoding.
   *
   * @param lengthscale prior of each lengthscale
   * @param variance prior of the signal variance
   */
  OneHotEncoding(GenotypeSpace space, Hyperparameter lengthscale, Hyperparameter variance) {
    this.space = space;
    int size = 0;
    for (int gene = 0; gene < space.size(); gene++) {
      size += width(gene);
    }
    this.kernel = new MaternKernel(Collections.nCopies(size, lengthscale), variance);
  }

  private int width(int gene) {
    return space.levels(gene) == 2 ? 1 : space.levels(gene);
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public double[] encode(int[] genes) {
    double[] point = new double[kernel.dimensions()];
    int at = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.levels(gene) == 2) {
        point[at] = genes[gene];
      } else {
        point[at + genes[gene]] = 1;
      }
      at += width(gene);
    }
    return point;
  }

  /** Returns the genotype whose levels have the largest coordinates, the first of equal ones. */
  int[] decode(double[] point) {
    int[] genes = new int[space.size()];
    int at = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.levels(gene) == 2) {
        genes[gene] = point[at] > 0.5 ? 1 : 0;
      } else {
        for (int level = 1; level < space.levels(gene); level++) {
          if (point[at + level] > point[at + genes[gene]]) {
            genes[gene] = level;
          }
        }
      }
      at += width(gene);
    }
    return genes;
  }
}
