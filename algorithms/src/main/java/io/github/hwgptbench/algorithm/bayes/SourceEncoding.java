package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.CoregionalKernel;
import io.github.hwgptbench.gp.Kernel;
import java.util.Arrays;

/**
 * Genotypes evaluated on one of several problems, whose number follows the coordinates of the
 * genes, as {@link CoregionalKernel} wants it: 0 for the problem that is searched.
 */
final class SourceEncoding implements Encoding {

  private final Encoding ofGenes;

  SourceEncoding(Encoding ofGenes) {
    this.ofGenes = ofGenes;
  }

  /** Returns the kernel of values of the searched problem, which ignores the number. */
  @Override
  public Kernel kernel() {
    return ofGenes.kernel();
  }

  /**
   * Returns the kernel of values of several problems.
   *
   * @param relatives how many there are beside the one that is searched, at least 1
   */
  Kernel kernel(int relatives) {
    return new CoregionalKernel(ofGenes.kernel(), relatives);
  }

  @Override
  public double[] encode(int[] genes) {
    return encode(genes, 0);
  }

  /** Returns the point of a genotype on one of the problems. */
  double[] encode(int[] genes, int problem) {
    double[] point = ofGenes.encode(genes);
    double[] numbered = Arrays.copyOf(point, point.length + 1);
    numbered[point.length] = problem;
    return numbered;
  }
}
