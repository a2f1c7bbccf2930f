package io.github.hwgptbench.conformance;

import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.Objects;

/**
 * A space of ordered levels in which genes can be inert. Gene 0 says how many slots are in use;
 * then come genes that are always active; then the slots, of which the unused ones, at the end, are
 * inert. Immutable.
 */
final class SlotSpace implements GenotypeSpace {

  private final int[] levels;
  private final int slots;
  private final BigInteger distinct;

  /**
   * Makes a space.
   *
   * @param alwaysActive levels of the genes that are always active
   * @param slots levels of the slots; none is allowed, and gives gene 0 a single level
   */
  SlotSpace(int[] alwaysActive, int[] slots) {
    this.slots = slots.length;
    levels = new int[1 + alwaysActive.length + slots.length];
    levels[0] = slots.length + 1;
    System.arraycopy(alwaysActive, 0, levels, 1, alwaysActive.length);
    System.arraycopy(slots, 0, levels, 1 + alwaysActive.length, slots.length);
    BigInteger combinations = BigInteger.ONE;
    BigInteger sum = combinations;
    for (int slot : slots) {
      combinations = combinations.multiply(BigInteger.valueOf(slot));
      sum = sum.add(combinations);
    }
    for (int gene : alwaysActive) {
      sum = sum.multiply(BigInteger.valueOf(gene));
    }
    distinct = sum;
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
    int slot = gene - firstSlot();
    return gene == 0 ? "slots" : slot < 0 ? "gene_" + gene : "slot_" + (slot + 1);
  }

  @Override
  public boolean active(int[] genes, int gene) {
    Objects.checkIndex(gene, levels.length);
    return gene - firstSlot() < genes[0];
  }

  private int firstSlot() {
    return levels.length - slots;
  }

  @Override
  public BigInteger distinct() {
    return distinct;
  }
}
