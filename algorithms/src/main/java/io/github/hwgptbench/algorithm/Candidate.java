package io.github.hwgptbench.algorithm;

import java.util.Arrays;
import java.util.Locale;

/**
 * A genotype that an {@link Optimizer} wants evaluated. Immutable; equal to another with the same
 * number and the same genes.
 */
public final class Candidate {

  private final long number;
  private final int[] genes;

  /**
   * Makes a candidate.
   *
   * @param number how many candidates the optimizer proposed before this one, which tells apart
   *     proposals of the same genes
   * @param genes a genotype of the space that is searched; copied
   */
  public Candidate(long number, int[] genes) {
    this.number = number;
    this.genes = genes.clone();
  }

  /** Returns how many candidates were proposed before this one in the same search. */
  public long number() {
    return number;
  }

  /** Returns the genotype, in a new array. */
  public int[] genes() {
    return genes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidate that
        && number == that.number
        && Arrays.equals(genes, that.genes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(number) + Arrays.hashCode(genes);
  }

  /** Returns the number and the genes. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "candidate %d %s", number, Arrays.toString(genes));
  }
}
