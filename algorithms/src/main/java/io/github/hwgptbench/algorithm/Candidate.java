package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * A genotype that an {@link Optimizer} proposes for evaluation, and its fidelity. Immutable; equal
 * to another with the same number, genes and fidelity.
 */
public final class Candidate {

  /** The fidelity of a candidate for the highest level. */
  public static final int HIGHEST = Integer.MAX_VALUE;

  private final long number;
  private final int[] genes;
  private final int fidelity;

  /**
   * Makes a candidate for the highest fidelity.
   *
   * @param number the number of earlier candidates of the optimizer, which distinguishes proposals
   *     of the same genes
   * @param genes a genotype of the searched space; copied
   */
  public Candidate(long number, int[] genes) {
    this(number, genes, HIGHEST);
  }

  /**
   * Makes a candidate.
   *
   * @param number the number of earlier candidates of the optimizer
   * @param genes a genotype of the searched space; copied
   * @param fidelity the index of a level of {@link SearchTask#fidelities}, or {@link #HIGHEST}
   * @throws IllegalArgumentException if the fidelity is negative
   * @since 0.2.0
   */
  public Candidate(long number, int[] genes, int fidelity) {
    this(genes.clone(), number, fidelity);
  }

  private Candidate(int[] genes, long number, int fidelity) {
    if (fidelity < 0) {
      throw new IllegalArgumentException(
          Text.format("Fidelity %d of a candidate; allowed: 0 or more", fidelity));
    }
    this.number = number;
    this.genes = genes;
    this.fidelity = fidelity;
  }

  /** Makes a candidate of genes that are never modified; they are not copied. */
  static Candidate owning(long number, int[] genes, int fidelity) {
    return new Candidate(genes, number, fidelity);
  }

  /** Returns the number of earlier candidates in the same search. */
  public long number() {
    return number;
  }

  /** Returns the genotype, in a new array. */
  public int[] genes() {
    return genes.clone();
  }

  /** Returns the genotype itself, which must not be changed. */
  int[] ownGenes() {
    return genes;
  }

  /**
   * Returns the fidelity: the index of a level of {@link SearchTask#fidelities}, or
   * {@link #HIGHEST}.
   *
   * @since 0.2.0
   */
  public int fidelity() {
    return fidelity;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Candidate that
            && number == that.number
            && fidelity == that.fidelity
            && Arrays.equals(genes, that.genes);
  }

  @Override
  public int hashCode() {
    // Without the fidelity, so that pinned seeds, which hang on the order in sets, stay valid.
    return 31 * Long.hashCode(number) + Arrays.hashCode(genes);
  }

  /** Returns the number, the genes, and the fidelity if it is not the highest. */
  @Override
  public String toString() {
    return Text.format(
        "candidate %d %s%s",
        number, Arrays.toString(genes), fidelity == HIGHEST ? "" : " at fidelity " + fidelity);
  }
}
