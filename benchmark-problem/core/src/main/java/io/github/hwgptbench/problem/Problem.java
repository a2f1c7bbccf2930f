package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.Objects;

/**
 * A discrete multi-objective problem, which optimizers and the adapters of other frameworks search.
 * {@link BenchmarkProblem} is that of the benchmark.
 *
 * <p>All objectives are minimised: the values of one that is {@linkplain Criterion#maximized()
 * maximised} (accuracy) are negated. Apart from that sign, values are in the unit of their
 * objective. The value of a constraint is its violation: 0 if it holds, else the distance to the
 * bound, in the unit of the bounded objective. Genotypes may be non-canonical; inactive genes do
 * not matter.
 *
 * <p>Implementations are safe for use by many threads and do not modify the genes. The same
 * genotype always has the same values, unless an implementation is documented as noisy.
 *
 * @since 0.2.0
 */
public interface Problem {

  /** Returns the name, such as {@code HWGPT-S(perplexity,energy@rtx2080)}; for messages. */
  String name();

  /** Returns the space that is searched. */
  GenotypeSpace genotypes();

  /** Returns the objectives, at least one, in the order of the values. */
  List<? extends Criterion> objectives();

  /** Returns the constraints, in the order of the violations; none by default. */
  default List<? extends Criterion> constraints() {
    return List.of();
  }

  /** Returns the fidelities of evaluations; a single one by default. */
  default Fidelities fidelities() {
    return Fidelities.SINGLE;
  }

  /**
   * Evaluates one genotype.
   *
   * @param genes a genotype of the space
   * @param objectives receives one value per objective
   * @param violations receives one value per constraint, 0 or positive
   * @throws IllegalArgumentException if the genotype is not of the space, or the room is not for
   *     one value each exactly
   */
  void evaluate(int[] genes, double[] objectives, double[] violations);

  /**
   * Evaluates one genotype, without telling whether it is allowed.
   *
   * @param genes a genotype of the space
   * @param objectives receives one value per objective
   * @throws IllegalArgumentException if the genotype is not of the space, or the room is not for
   *     one value per objective exactly
   */
  default void evaluate(int[] genes, double[] objectives) {
    evaluate(genes, objectives, new double[constraints().size()]);
  }

  /**
   * Evaluates many genotypes, to the same values as one by one; the fast way.
   *
   * @param genes genotypes of the space
   * @param objectives receives one row of values per genotype; the rows exist already
   * @param violations receives one row of values per genotype; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or the room is not for one
   *     row a genotype and one value each exactly
   */
  default void evaluate(int[][] genes, double[][] objectives, double[][] violations) {
    if (genes.length != objectives.length || genes.length != violations.length) {
      throw new IllegalArgumentException(Text.format(
          "%d genotypes, %d rows of objectives and %d rows of violations; the numbers must be"
              + " equal",
          genes.length, objectives.length, violations.length));
    }
    for (int i = 0; i < genes.length; i++) {
      evaluate(genes[i], objectives[i], violations[i]);
    }
  }

  /**
   * Evaluates genotypes that differ from another one in few genes, to the same values as
   * {@link #evaluate(int[][], double[][], double[][])}. Surrogates take a fraction of the time of
   * an evaluation where layers differ only.
   *
   * @param genes a genotype of the space; it is not evaluated itself
   * @param neighbors genotypes of the space
   * @param objectives receives one row of values per neighbor; the rows exist already
   * @param violations receives one row of values per neighbor; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or the room is not for one
   *     row per neighbor and one value each exactly
   */
  default void evaluateNeighbors(
      int[] genes, int[][] neighbors, double[][] objectives, double[][] violations) {
    evaluate(neighbors, objectives, violations);
  }

  /**
   * Evaluates one genotype as {@link #evaluate(int[], double[], double[])} does, with the margin of
   * each constraint in place of its violation: the violation where the constraint is violated;
   * where it holds, the negated distance to the bound, or 0 if that is not known. The default
   * implementation returns violations.
   *
   * @param genes a genotype of the space
   * @param objectives receives one value per objective
   * @param margins receives one value per constraint
   * @throws IllegalArgumentException if the genotype is not of the space, or the room is not for
   *     one value each exactly
   */
  default void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
    evaluate(genes, objectives, margins);
  }

  /**
   * Evaluates one genotype at a fidelity as {@link #evaluateMargins(int[], double[], double[])}
   * does at the highest one. The default implementation is that of a problem with one level.
   *
   * @param genes a genotype of the space
   * @param fidelity the index of the level among those of {@link #fidelities}
   * @param objectives receives one value per objective
   * @param margins receives one value per constraint
   * @throws IllegalArgumentException if the genotype is not of the space, or the room is not for
   *     one value each exactly
   * @throws IndexOutOfBoundsException if there is no such level
   */
  default void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
    Objects.checkIndex(fidelity, 1);
    evaluateMargins(genes, objectives, margins);
  }

  /**
   * Evaluates many genotypes as {@link #evaluate(int[][], double[][], double[][])} does, with the
   * margin of each constraint in place of its violation. The default implementation returns
   * violations.
   *
   * @param genes genotypes of the space
   * @param objectives receives one row of values per genotype; the rows exist already
   * @param margins receives one row of values per genotype; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or the room is not for one
   *     row per genotype and one value each exactly
   */
  default void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
    evaluate(genes, objectives, margins);
  }

  /**
   * Evaluates many genotypes, without telling whether they are allowed; the fast way.
   *
   * @param genes genotypes of the space
   * @param objectives receives one row of values per genotype; the rows exist already
   * @throws IllegalArgumentException if a genotype is not of the space, or the room is not for one
   *     row a genotype and one value per objective exactly
   */
  default void evaluate(int[][] genes, double[][] objectives) {
    evaluate(genes, objectives, new double[genes.length][constraints().size()]);
  }
}
