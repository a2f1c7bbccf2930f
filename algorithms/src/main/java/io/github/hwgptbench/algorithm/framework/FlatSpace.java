package io.github.hwgptbench.algorithm.framework;

import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The space of a problem of another framework: genes that all matter always. Immutable. */
public final class FlatSpace implements GenotypeSpace {

  private final List<String> names;
  private final int[] levels;

  /**
   * Makes a space.
   *
   * @param names of the genes
   * @param levels of the genes, as many as names
   * @throws IllegalArgumentException if there is no gene, or one has no level; names it
   */
  public FlatSpace(List<String> names, int[] levels) {
    if (levels.length == 0 || names.size() != levels.length) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Space of %d genes with %d names; allowed: 1 or more, named",
          levels.length,
          names.size()));
    }
    for (int gene = 0; gene < levels.length; gene++) {
      if (levels[gene] < 1) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Gene %d (%s): %d levels; allowed: 1 or more",
            gene,
            names.get(gene),
            levels[gene]));
      }
    }
    this.names = List.copyOf(names);
    this.levels = levels.clone();
  }

  /**
   * Returns how many integers there are in a range, for the levels of a gene.
   *
   * @param variable what has the range, for messages
   * @param least the smallest number
   * @param most the largest number
   * @throws IllegalArgumentException if there are none, or too many
   */
  public static int levels(String variable, int least, int most) {
    long levels = (long) most - least + 1;
    if (levels < 1 || levels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "%s: %d to %d are %d values; allowed: 1 to %d",
          variable,
          least,
          most,
          levels,
          Integer.MAX_VALUE));
    }
    return (int) levels;
  }

  @Override
  public int size() {
    return levels.length;
  }

  @Override
  public int levels(int gene) {
    return levels[gene];
  }

  @Override
  public String name(int gene) {
    return names.get(gene);
  }

  @Override
  public boolean active(int[] genes, int gene) {
    return true;
  }

  @Override
  public BigInteger distinct() {
    return Arrays.stream(levels)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Returns the levels of all genes. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "genes with %s levels", Arrays.toString(levels));
  }
}
