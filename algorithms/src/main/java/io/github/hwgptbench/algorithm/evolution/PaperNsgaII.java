package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.variation.RawGenotypes;
import io.github.hwgptbench.space.GenotypeSpace;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * NSGA-II as the authors of HW-GPT-Bench run it, by Syne Tune and pymoo's mating of mixed
 * variables. Survival is that of {@link NsgaII}, but most of the rest is missing:
 *
 * <ul>
 *   <li>There is no tournament: parents are a random permutation of the population, and the mating
 *       takes the place of the selection that NSGA-II would have brought.
 *   <li>Every gene is a problem of its own with one variable, so the probability that it mutates,
 *       one among the variables and {@value #MUTATION} at most, is {@value #MUTATION} for each. It
 *       is drawn anew from all its levels, so that of three levels a third of all genes changes, 9
 *       of 27.
 *   <li>Inactive genes are like others. Genotypes are not proposed again while they are in the
 *       population, but phenotypes and what died out are.
 * </ul>
 *
 * <p>Two parents have two children, which swap each gene with probability {@value #CROSSOVER} times
 * {@value #SWAP}. If {@value #MATINGS} rounds of mating bring nothing that is not in the
 * population, the search is over.
 */
public final class PaperNsgaII extends Generations {

  private static final double CROSSOVER = 0.9;
  private static final double SWAP = 0.5;
  private static final double MUTATION = 0.5;
  private static final int MATINGS = 100;

  private final GenotypeSpace space;
  private final RandomGenerator random;
  private final RawGenotypes genotypes;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param size of the population, and of the offspring of a generation; positive
   * @param random the source of all draws
   */
  public PaperNsgaII(GenotypeSpace space, int size, RandomGenerator random) {
    super(space, size);
    this.space = space;
    this.random = random;
    this.genotypes = new RawGenotypes(space);
  }

  @Override
  void breed(Consumer<int[]> offspring) {
    List<Individual> parents = parents().survivors();
    // Buffers compare by content.
    Set<IntBuffer> known = new HashSet<>();
    if (parents.isEmpty()) {
      for (int i = 0; i < size(); i++) {
        int[] genes = genotypes.draw(random);
        if (known.add(IntBuffer.wrap(genes))) {
          offspring.accept(genes);
        }
      }
      return;
    }
    parents.forEach(parent -> known.add(IntBuffer.wrap(parent.genes())));
    int missing = size();
    for (int mating = 0; mating < MATINGS && missing > 0; mating++) {
      Queue<Integer> partners = partners(missing + missing % 2);
      while (!partners.isEmpty()) {
        for (int[] child : children(partners.remove(), partners.remove())) {
          if (missing > 0 && known.add(IntBuffer.wrap(child))) {
            offspring.accept(child);
            missing--;
          }
        }
      }
    }
  }

  /** Indices of parents: as many permutations of all as it takes, one behind the other. */
  Queue<Integer> partners(int count) {
    Queue<Integer> partners = new ArrayDeque<>();
    while (partners.size() < count) {
      int[] permutation = new int[parents().survivors().size()];
      for (int i = 0; i < permutation.length; i++) {
        int at = random.nextInt(i + 1);
        permutation[i] = permutation[at];
        permutation[at] = i;
      }
      for (int i = 0; i < permutation.length && partners.size() < count; i++) {
        partners.add(permutation[i]);
      }
    }
    return partners;
  }

  /** Two children of two parents. */
  List<int[]> children(int first, int second) {
    int[] one = parents().survivors().get(first).genes().clone();
    int[] other = parents().survivors().get(second).genes().clone();
    for (int gene = 0; gene < one.length; gene++) {
      if (random.nextDouble() < CROSSOVER && random.nextDouble() < SWAP) {
        int level = one[gene];
        one[gene] = other[gene];
        other[gene] = level;
      }
      mutate(one, gene);
      mutate(other, gene);
    }
    return List.of(one, other);
  }

  private void mutate(int[] genes, int gene) {
    if (random.nextDouble() < MUTATION) {
      genes[gene] = random.nextInt(space.levels(gene));
    }
  }
}
