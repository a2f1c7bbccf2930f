package io.github.hwgptbench.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A discrete space of integer vectors, and all that an optimizer needs to know of one.
 *
 * <p>A genotype is an {@code int[]} of {@link #size()} genes; gene {@code g} takes the values 0 to
 * {@code levels(g) - 1}. A gene may be inert: while other genes have certain values, it changes
 * nothing of what the genotype stands for (its phenotype). The canonical form of a genotype has 0
 * in every inert gene, so two canonical genotypes are equal exactly when their phenotypes are.
 *
 * <p>Implementations are immutable and safe for use by many threads. Whether a gene is active must
 * not depend on the values of inert genes.
 */
public interface GenotypeSpace {

  /** Returns the number of genes. */
  int size();

  /**
   * Returns the number of values that a gene can take, at least 1.
   *
   * @throws IndexOutOfBoundsException if the gene is not in 0 to {@code size() - 1}
   */
  int levels(int gene);

  /**
   * Returns the name of a gene, for messages and for the columns of tables.
   *
   * @throws IndexOutOfBoundsException if the gene is not in 0 to {@code size() - 1}
   */
  String name(int gene);

  /**
   * Returns what the values of a gene stand for, by value: integers or truth values. By default the
   * values themselves.
   *
   * @throws IndexOutOfBoundsException if the gene is not in 0 to {@code size() - 1}
   */
  default List<Object> choices(int gene) {
    return IntStream.range(0, levels(gene)).<Object>mapToObj(Integer::valueOf).toList();
  }

  /**
   * Tells whether a gene has a say in the phenotype of the given genotype; an inert one has none.
   *
   * @param genes a genotype of this space, canonical or not
   */
  boolean active(int[] genes, int gene);

  /** Returns the number of distinct phenotypes, that is of canonical genotypes. */
  BigInteger distinct();

  /** Brings a genotype of this space into canonical form, in place: every inert gene becomes 0. */
  default void canonicalize(int[] genes) {
    for (int gene = 0; gene < genes.length; gene++) {
      if (!active(genes, gene)) {
        genes[gene] = 0;
      }
    }
  }

  /**
   * Draws every gene uniformly and independently, and returns the canonical form.
   *
   * <p>This is not uniform over phenotypes where genes can be inert: a phenotype that leaves many
   * genes inert is drawn more often than one that leaves none.
   */
  default int[] sample(RandomGenerator random) {
    int[] genes = new int[size()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = random.nextInt(levels(gene));
    }
    canonicalize(genes);
    return genes;
  }

  /**
   * Tells whether a vector has the length of this space and every gene, inert ones too, is in its
   * range.
   */
  default boolean contains(int[] genes) {
    if (genes.length != size()) {
      return false;
    }
    for (int gene = 0; gene < genes.length; gene++) {
      if (genes[gene] < 0 || genes[gene] >= levels(gene)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Accepts exactly the vectors that {@link #contains} accepts.
   *
   * @throws IllegalArgumentException if the length or a gene is wrong; names the gene, its value
   *     and its range
   */
  default void check(int[] genes) {
    if (contains(genes)) {
      return;
    }
    if (genes.length != size()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT, "Genotype of %d genes; this space has %d", genes.length, size()));
    }
    for (int gene = 0; gene < genes.length; gene++) {
      if (genes[gene] < 0 || genes[gene] >= levels(gene)) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Gene %d (%s): value %d is out of range; allowed: 0 to %d",
            gene,
            name(gene),
            genes[gene],
            levels(gene) - 1));
      }
    }
  }

  /**
   * Returns every phenotype that the change of one active gene leads to, in canonical form, without
   * duplicates and without the given one; ordered by gene, then by value.
   *
   * <p>Changing a gene that decides which others are active makes newly active genes 0, and forgets
   * those that become inert. Along all other genes neighbourhood is symmetric.
   *
   * @param genes a genotype of this space, canonical or not; it is not changed
   * @throws IllegalArgumentException if the genotype is not of this space
   */
  default List<int[]> neighbors(int[] genes) {
    check(genes);
    int[] origin = genes.clone();
    canonicalize(origin);
    TreeSet<int[]> seen = new TreeSet<>(Arrays::compare);
    seen.add(origin);
    List<int[]> neighbors = new ArrayList<>();
    for (int gene = 0; gene < origin.length; gene++) {
      if (!active(origin, gene)) {
        continue;
      }
      for (int value = 0; value < levels(gene); value++) {
        int[] neighbor = origin.clone();
        neighbor[gene] = value;
        canonicalize(neighbor);
        if (seen.add(neighbor)) {
          neighbors.add(neighbor);
        }
      }
    }
    return neighbors;
  }
}
