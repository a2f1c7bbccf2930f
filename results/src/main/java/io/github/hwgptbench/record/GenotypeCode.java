package io.github.hwgptbench.record;

import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Genotypes as integers: the canonical genes are the digits, the first the most significant, and
 * the levels of each gene its base. One takes as many bytes as the largest needs, the first the
 * most significant. For one thread at a time.
 */
final class GenotypeCode {

  /** Genes that together have so few values that an int holds them, from one to the next. */
  private record Group(int from, int to, int values) {}

  private static final long LIMB = 0xFFFF_FFFFL;

  private final GenotypeSpace space;
  private final List<Group> groups;
  private final int bytes;
  /** The number, its least significant 32 bits first. */
  private final int[] limbs;

  private final int[] canonical;
  private final int[] levels;

  GenotypeCode(GenotypeSpace space) {
    this.space = space;
    this.groups = groups(space);
    this.bytes = bytes(space);
    this.limbs = new int[(bytes + 3) / 4];
    this.canonical = new int[space.size()];
    this.levels = IntStream.range(0, canonical.length).map(space::levels).toArray();
  }

  private static List<Group> groups(GenotypeSpace space) {
    List<Group> groups = new ArrayList<>();
    int from = 0;
    long values = 1;
    for (int gene = 0; gene < space.size(); gene++) {
      if (values * space.levels(gene) > Integer.MAX_VALUE) {
        groups.add(new Group(from, gene, (int) values));
        from = gene;
        values = 1;
      }
      values *= space.levels(gene);
    }
    groups.add(new Group(from, space.size(), (int) values));
    return groups;
  }

  private static int bytes(GenotypeSpace space) {
    BigInteger values = BigInteger.ONE;
    for (int gene = 0; gene < space.size(); gene++) {
      values = values.multiply(BigInteger.valueOf(space.levels(gene)));
    }
    return (values.subtract(BigInteger.ONE).bitLength() + 7) / 8;
  }

  /** Returns how many bytes a genotype takes. */
  int bytes() {
    return bytes;
  }

  /**
   * Writes a genotype.
   *
   * @param genes canonical or not; not changed
   * @throws IllegalArgumentException if it is not of the space
   */
  void encode(int[] genes, byte[] to, int offset) {
    space.check(genes);
    System.arraycopy(genes, 0, canonical, 0, canonical.length);
    space.canonicalize(canonical);
    Arrays.fill(limbs, 0);
    for (Group group : groups) {
      int value = 0;
      for (int gene = group.from(); gene < group.to(); gene++) {
        value = value * levels[gene] + canonical[gene];
      }
      long carry = value;
      for (int i = 0; i < limbs.length; i++) {
        carry += (limbs[i] & LIMB) * group.values();
        limbs[i] = (int) carry;
        carry >>>= 32;
      }
    }
    for (int i = 0; i < bytes; i++) {
      to[offset + bytes - 1 - i] = (byte) (limbs[i / 4] >>> 8 * (i % 4));
    }
  }

  /** Reads a genotype, in canonical form. */
  int[] decode(byte[] from, int offset) {
    Arrays.fill(limbs, 0);
    for (int i = 0; i < bytes; i++) {
      limbs[i / 4] |= (from[offset + bytes - 1 - i] & 0xFF) << 8 * (i % 4);
    }
    int[] genes = new int[space.size()];
    for (int g = groups.size() - 1; g >= 0; g--) {
      Group group = groups.get(g);
      long rest = 0;
      for (int i = limbs.length - 1; i >= 0; i--) {
        rest = rest << 32 | limbs[i] & LIMB;
        limbs[i] = (int) (rest / group.values());
        rest %= group.values();
      }
      int value = (int) rest;
      for (int gene = group.to() - 1; gene >= group.from(); gene--) {
        genes[gene] = value % space.levels(gene);
        value /= space.levels(gene);
      }
    }
    return genes;
  }
}
