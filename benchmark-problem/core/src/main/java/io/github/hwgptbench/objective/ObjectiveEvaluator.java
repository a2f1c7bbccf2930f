package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * Evaluates objectives of the architectures of one search space: by a surrogate, a measured table,
 * a closed form, or a custom source.
 *
 * <p>Values are in the unit of their objective ({@link Objective#unit()}: ms, mWh, MB, ...) and
 * have its sign; a metric that is maximised is not negated here. Genotypes may be non-canonical,
 * and inactive genes do not matter.
 *
 * <p>Implementations are safe for use by many threads, return the same value for the same
 * architecture in every call and batch, and do not modify the genes.
 */
public interface ObjectiveEvaluator extends AutoCloseable {

  /** Returns the space whose genotypes are evaluated. */
  SearchSpace space();

  /** Returns the evaluated objectives, in the order of the values; distinct and unmodifiable. */
  List<Objective> objectives();

  /**
   * Evaluates one genotype.
   *
   * @param genes a genotype of the space
   * @param values receives one value per objective, in the order of {@link #objectives()}
   * @throws IllegalArgumentException if the genotype is not of the space, or there is not room for
   *     one value per objective exactly
   */
  void evaluate(int[] genes, double[] values);

  /**
   * Evaluates many genotypes, to the same values as one by one.
   *
   * @param genes genotypes of the space
   * @param values receives one row of values per genotype; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or there is not room for
   *     one row per genotype and one value per objective exactly
   */
  default void evaluate(int[][] genes, double[][] values) {
    checkRoom(genes.length, values);
    for (int i = 0; i < genes.length; i++) {
      evaluate(genes[i], values[i]);
    }
  }

  /**
   * Evaluates genotypes that differ from another one in few genes, to the same values as
   * {@link #evaluate(int[][], double[][])}. An implementation may reuse what both have in common;
   * the default one does not.
   *
   * @param genes a genotype of the space; it is not evaluated itself
   * @param neighbors genotypes of the space
   * @param values receives one row of values per neighbor; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or there is not room for
   *     one row per neighbor and one value per objective exactly
   */
  default void evaluateNeighbors(int[] genes, int[][] neighbors, double[][] values) {
    space().genotypes().check(genes);
    evaluate(neighbors, values);
  }

  /**
   * Checks that there is room for one value per objective exactly.
   *
   * @throws IllegalArgumentException if not
   */
  default void checkRoom(double[] values) {
    if (values.length != objectives().size()) {
      throw new IllegalArgumentException(Text.format(
          "Array of %d values; there are %d objectives",
          values.length, objectives().size()));
    }
  }

  /**
   * Checks that there is one row per genotype, each with room for one value per objective exactly.
   *
   * @throws IllegalArgumentException if not
   */
  default void checkRoom(int genotypes, double[][] values) {
    if (genotypes != values.length) {
      throw new IllegalArgumentException(Text.format(
          "%d genotypes and %d rows of values; the numbers must be equal",
          genotypes, values.length));
    }
    for (double[] row : values) {
      checkRoom(row);
    }
  }

  /** Releases resources of the evaluator, such as native sessions. It can't be used afterwards. */
  @Override
  default void close() {}
}
