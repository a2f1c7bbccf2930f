package io.github.hwgptbench.problem;

/** Turns noise-free values into what a measurement would have observed. */
interface Observation {

  /**
   * Replaces the values of the next evaluation.
   *
   * @param genes its genotype
   * @param level the index of its fidelity
   * @param values noise-free ones, replaced by observed ones
   */
  void apply(int[] genes, int level, double[] values);

  /** Replaces the values of as many evaluations, in their order. */
  default void apply(int[][] genes, int level, double[][] values) {
    for (int i = 0; i < genes.length; i++) {
      apply(genes[i], level, values[i]);
    }
  }
}
