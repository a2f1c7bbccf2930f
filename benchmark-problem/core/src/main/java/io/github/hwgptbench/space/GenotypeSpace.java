package io.github.hwgptbench.space;

import io.github.hwgptbench.internal.text.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A discrete space of integer vectors, and all that an optimizer needs to know of one.
 *
 * <p>A genotype is an {@code int[]} of {@link #size()} genes; gene {@code g} takes the values 0 to
 * {@code levels(g) - 1}. A gene may be inactive: while other genes have certain values, it changes
 * nothing of what the genotype stands for (its phenotype). The canonical form of a genotype has 0
 * in every inactive gene, so two canonical genotypes are equal exactly when their phenotypes are.
 *
 * <p>Implementations are immutable and safe for use by many threads. {@link #builder} makes one.
 */
public interface GenotypeSpace {

  /** Begins a space, which is declared gene by gene. */
  static Builder builder() {
    return new Builder();
  }

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
    return new OwnValues(levels(gene));
  }

  /**
   * Returns whether the values of a gene are ordered, such as sizes; those of a nominal gene are
   * categories without an order. Ordered by default.
   *
   * @throws IndexOutOfBoundsException if the gene is not in 0 to {@code size() - 1}
   */
  default boolean ordinal(int gene) {
    Objects.checkIndex(gene, size());
    return true;
  }

  /**
   * Returns the parts of a genotype that exist several times, such as layers, in their order; none
   * by default. Models learn what the slots have in common from them.
   */
  default List<Slot> slots() {
    return List.of();
  }

  /**
   * Returns when a gene is active; empty, as by default, if it always is. The gene that decides
   * stands before the one that it decides on.
   *
   * @throws IndexOutOfBoundsException if the gene is not in 0 to {@code size() - 1}
   */
  default Optional<Activation> activation(int gene) {
    Objects.checkIndex(gene, size());
    return Optional.empty();
  }

  /**
   * Returns whether a gene changes the phenotype of the given genotype; an inactive one does not.
   *
   * @param genes a genotype of this space, canonical or not
   */
  default boolean active(int[] genes, int gene) {
    Optional<Activation> activation = activation(gene);
    return activation.isEmpty()
        || (activation.get().values().contains(genes[activation.get().gene()])
            && active(genes, activation.get().gene()));
  }

  /** Returns the number of distinct phenotypes, that is of canonical genotypes. */
  BigInteger distinct();

  /**
   * Brings a genotype of this space into canonical form, in place: every inactive gene becomes 0.
   */
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
   * <p>This is not uniform over phenotypes where genes can be inactive: a phenotype that leaves
   * many genes inactive is drawn more often than one that leaves none.
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
   * Returns whether a vector has the length of this space and every gene, inactive ones too, is in
   * its range.
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
      throw new IllegalArgumentException(
          Text.format("Genotype of %d genes; this space has %d", genes.length, size()));
    }
    for (int gene = 0; gene < genes.length; gene++) {
      if (genes[gene] < 0 || genes[gene] >= levels(gene)) {
        throw new IllegalArgumentException(Text.format(
            "Gene %d (%s): value %d is out of range; allowed: 0 to %d",
            gene, name(gene), genes[gene], levels(gene) - 1));
      }
    }
  }

  /**
   * Returns every phenotype that the change of one active gene leads to, in canonical form, without
   * duplicates and without the given one; ordered by gene, then by value.
   *
   * <p>Changing a gene that decides which others are active makes newly active genes 0, and forgets
   * those that become inactive. Along all other genes neighbourhood is symmetric.
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

  /** Puts a space together. */
  final class Builder {

    final List<String> names = new ArrayList<>();
    final List<List<Object>> choices = new ArrayList<>();
    final List<Boolean> ordinal = new ArrayList<>();
    /** By gene, if it is not always active. */
    final Map<Integer, Activation> activations = new HashMap<>();

    List<Slot> slots = List.of();

    private Builder() {}

    /**
     * Adds an ordinal gene, whose values stand for themselves.
     *
     * @param levels the number of values, at least 1
     * @throws IllegalArgumentException if there are no values
     */
    public Builder gene(String name, int levels) {
      return gene(name, new OwnValues(Math.max(0, levels)), true);
    }

    /**
     * Adds an ordinal gene.
     *
     * @param values the meanings of its values, ascending, at least one
     * @throws IllegalArgumentException if there are no values
     */
    public Builder gene(String name, List<?> values) {
      return gene(name, List.copyOf(values), true);
    }

    /**
     * Adds a nominal gene, whose values stand for themselves.
     *
     * @param levels the number of values, at least 1
     * @throws IllegalArgumentException if there are no values
     */
    public Builder nominal(String name, int levels) {
      return gene(name, new OwnValues(Math.max(0, levels)), false);
    }

    private Builder gene(String name, List<Object> values, boolean ordered) {
      if (values.isEmpty()) {
        throw new IllegalArgumentException(
            Text.format("Gene %d (%s): no values; allowed: 1 or more", names.size(), name));
      }
      names.add(name);
      choices.add(values);
      ordinal.add(ordered);
      return this;
    }

    /**
     * Makes the gene that was added last active while another one is and has one of some values.
     *
     * @throws IllegalArgumentException if the other gene was not added before, or can't have one of
     *     the values
     */
    public Builder when(Activation activation) {
      int gene = names.size() - 1;
      int parent = activation.gene();
      if (gene < 0 || parent < 0 || parent >= gene) {
        throw new IllegalArgumentException(Text.format(
            "Gene %d: depends on gene %d; allowed: 0 to %d, which were added before",
            gene, parent, gene - 1));
      }
      for (int value : activation.values()) {
        if (value < 0 || value >= choices.get(parent).size()) {
          throw new IllegalArgumentException(Text.format(
              "Gene %d (%s): active at value %d of gene %d (%s); allowed: 0 to %d",
              gene,
              names.get(gene),
              value,
              parent,
              names.get(parent),
              choices.get(parent).size() - 1));
        }
      }
      activations.put(gene, activation);
      return this;
    }

    /** Sets the slots; none without this call. */
    public Builder slots(List<Slot> all) {
      slots = List.copyOf(all);
      return this;
    }

    /**
     * Returns the space.
     *
     * @throws IllegalArgumentException if a slot has a gene that does not exist
     */
    public GenotypeSpace build() {
      for (Slot slot : slots) {
        for (int gene : slot.genes().values()) {
          if (gene < 0 || gene >= names.size()) {
            throw new IllegalArgumentException(Text.format(
                "Slot '%s': gene %d; allowed: 0 to %d", slot.name(), gene, names.size() - 1));
          }
        }
      }
      return new DeclaredSpace(this);
    }
  }
}
