package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Kernel;

/** How a Gaussian process sees genotypes: as points, and with a kernel over these. Immutable. */
interface Encoding {

  /**
   * Returns the point of a genotype.
   *
   * @param genes in canonical form
   */
  double[] encode(int[] genes);

  /** Returns the kernel over these points. */
  Kernel kernel();
}
