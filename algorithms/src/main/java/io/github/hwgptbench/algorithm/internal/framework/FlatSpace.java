package io.github.hwgptbench.algorithm.internal.framework;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Slot;
import java.util.List;

/** Spaces of problems of other frameworks, in which every gene is always active. */
public final class FlatSpace {

  private FlatSpace() {}

  /**
   * Returns a space. Genes whose names differ in the number at their end are the slots.
   *
   * @param names of the genes
   * @param levels of the genes, as many as names
   * @throws IllegalArgumentException if there is no gene, or one has no level; names it
   */
  public static GenotypeSpace of(List<String> names, int[] levels) {
    if (levels.length == 0 || names.size() != levels.length) {
      throw new IllegalArgumentException(Text.format(
          "Space of %d genes with %d names; allowed: 1 or more, named",
          levels.length, names.size()));
    }
    GenotypeSpace.Builder space = GenotypeSpace.builder();
    for (int gene = 0; gene < levels.length; gene++) {
      space.gene(names.get(gene), levels[gene]);
    }
    return space.slots(Slot.numbered(names)).build();
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
      throw new IllegalArgumentException(Text.format(
          "%s: %d to %d are %d values; allowed: 1 to %d",
          variable, least, most, levels, Integer.MAX_VALUE));
    }
    return (int) levels;
  }
}
