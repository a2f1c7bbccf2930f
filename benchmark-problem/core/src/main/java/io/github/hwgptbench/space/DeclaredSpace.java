package io.github.hwgptbench.space;

import io.github.hwgptbench.internal.text.Text;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** A space whose structure was declared, laid out in arrays. */
final class DeclaredSpace implements GenotypeSpace {

  private final List<String> names;
  private final List<List<Object>> choices;
  private final List<Boolean> ordinal;
  private final Map<Integer, Activation> activations;
  private final List<Slot> slots;
  private final int[] levels;
  /** By gene, the one that decides whether it is active; -1 for none. */
  private final int[] parents;
  /** By gene and value of the parent, whether the gene is active. */
  private final boolean[][] activating;
  /** The genes that others are inactive by, ascending. */
  private final int[] deciding;
  /** By deciding gene and its value, the genes that are inactive then. */
  private final int[][][] inert;

  DeclaredSpace(Builder builder) {
    names = List.copyOf(builder.names);
    choices = List.copyOf(builder.choices);
    ordinal = List.copyOf(builder.ordinal);
    activations = Map.copyOf(builder.activations);
    slots = builder.slots;
    levels = choices.stream().mapToInt(List::size).toArray();
    parents = new int[levels.length];
    activating = new boolean[levels.length][];
    Arrays.fill(parents, -1);
    activations.forEach((gene, activation) -> {
      parents[gene] = activation.gene();
      activating[gene] = new boolean[levels[activation.gene()]];
      activation.values().forEach(value -> activating[gene][value] = true);
    });
    deciding =
        IntStream.of(parents).filter(gene -> gene >= 0).distinct().sorted().toArray();
    inert = new int[deciding.length][][];
    for (int i = 0; i < deciding.length; i++) {
      inert[i] = new int[levels[deciding[i]]][];
      for (int value = 0; value < inert[i].length; value++) {
        inert[i][value] = inert(deciding[i], value);
      }
    }
  }

  /**
   * Returns the genes that a value of another gene makes inactive, with those that hang on them.
   */
  private int[] inert(int deciding, int value) {
    return IntStream.range(0, levels.length)
        .filter(gene -> {
          int child = gene;
          while (parents[child] >= 0 && parents[child] != deciding) {
            child = parents[child];
          }
          return parents[child] == deciding && !activating[child][value];
        })
        .toArray();
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
  public List<Object> choices(int gene) {
    return choices.get(gene);
  }

  @Override
  public boolean ordinal(int gene) {
    return ordinal.get(gene);
  }

  @Override
  public List<Slot> slots() {
    return slots;
  }

  @Override
  public Optional<Activation> activation(int gene) {
    Objects.checkIndex(gene, levels.length);
    return Optional.ofNullable(activations.get(gene));
  }

  @Override
  public boolean active(int[] genes, int gene) {
    int child = gene;
    for (int parent = parents[child]; parent >= 0; parent = parents[child]) {
      if (!activating[child][genes[parent]]) {
        return false;
      }
      child = parent;
    }
    return true;
  }

  @Override
  public void canonicalize(int[] genes) {
    for (int i = 0; i < deciding.length; i++) {
      for (int gene : inert[i][genes[deciding[i]]]) {
        genes[gene] = 0;
      }
    }
  }

  /** Every evaluation checks, so this is a loop over arrays that the compiler can vectorise. */
  @Override
  public boolean contains(int[] genes) {
    if (genes.length != levels.length) {
      return false;
    }
    int signs = 0;
    for (int gene = 0; gene < levels.length; gene++) {
      signs |= genes[gene] | (levels[gene] - 1 - genes[gene]);
    }
    return signs >= 0;
  }

  /** Counts from the last gene, so that what a gene decides on is counted when it is its turn. */
  @Override
  public BigInteger distinct() {
    BigInteger[][] below = new BigInteger[levels.length][];
    BigInteger all = BigInteger.ONE;
    for (int gene = levels.length - 1; gene >= 0; gene--) {
      BigInteger own = below[gene] == null
          ? BigInteger.valueOf(levels[gene])
          : Arrays.stream(below[gene]).reduce(BigInteger.ZERO, BigInteger::add);
      int parent = parents[gene];
      if (parent < 0) {
        all = all.multiply(own);
        continue;
      }
      if (below[parent] == null) {
        below[parent] = new BigInteger[levels[parent]];
        Arrays.fill(below[parent], BigInteger.ONE);
      }
      for (int value = 0; value < levels[parent]; value++) {
        if (activating[gene][value]) {
          below[parent][value] = below[parent][value].multiply(own);
        }
      }
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeclaredSpace that
        && names.equals(that.names)
        && choices.equals(that.choices)
        && ordinal.equals(that.ordinal)
        && activations.equals(that.activations)
        && slots.equals(that.slots);
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, activations);
  }

  /** Returns the levels of all genes. */
  @Override
  public String toString() {
    return Text.format("genes with %s levels", Arrays.toString(levels));
  }
}
