package io.github.hwgptbench.algorithm.variation;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes genes of a phenotype. Levels are categories: a gene that changes takes each of its other
 * levels with equal probability.
 *
 * <p>Genes that the change of another makes active are drawn uniformly, as if the genes that are
 * inactive had levels that nobody sees. With all of them 0, as they are in the canonical form,
 * whatever grows by a mutation would grow by its smallest parts, and hardly ever survive.
 *
 * <p>Immutable.
 */
public final class Mutation {

  private final GenotypeSpace space;

  /** Makes a mutation of the genotypes of a space. */
  public Mutation(GenotypeSpace space) {
    this.space = space;
  }

  /**
   * Gives one gene another level.
   *
   * @param genes a genotype of the space; it is not changed
   * @param gene an active gene
   * @param level its level in the result
   * @return the canonical form of the result
   */
  public int[] set(int[] genes, int gene, int level, RandomGenerator random) {
    int[] mutant = revealed(genes, random);
    mutant[gene] = level;
    space.canonicalize(mutant);
    return mutant;
  }

  /** A genotype of the same phenotype, with uniform levels where it is inactive. */
  private int[] revealed(int[] genes, RandomGenerator random) {
    int[] revealed = genes.clone();
    for (int gene = 0; gene < genes.length; gene++) {
      if (!space.active(genes, gene)) {
        revealed[gene] = random.nextInt(space.levels(gene));
      }
    }
    return revealed;
  }

  /**
   * Changes one active gene, drawn uniformly among those with two levels or more.
   *
   * @param genes a genotype of the space; it is not changed
   * @return the canonical form of the result, which is the same phenotype only if no active gene
   *     has two levels
   */
  public int[] changeOne(int[] genes, RandomGenerator random) {
    int[] changeable = changeable(genes);
    int[] mutant = revealed(genes, random);
    if (changeable.length > 0) {
      change(mutant, changeable[random.nextInt(changeable.length)], random);
    }
    space.canonicalize(mutant);
    return mutant;
  }

  /**
   * Changes each active gene with the probability of one among those with two levels or more, so
   * that one changes on average.
   *
   * @param genes a genotype of the space; it is not changed
   * @return the canonical form of the result, which may be the same phenotype
   */
  public int[] changeOneOnAverage(int[] genes, RandomGenerator random) {
    int[] changeable = changeable(genes);
    int[] mutant = revealed(genes, random);
    for (int gene : changeable) {
      if (random.nextInt(changeable.length) == 0) {
        change(mutant, gene, random);
      }
    }
    space.canonicalize(mutant);
    return mutant;
  }

  private int[] changeable(int[] genes) {
    int[] changeable = new int[genes.length];
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.levels(gene) > 1 && space.active(genes, gene)) {
        changeable[count++] = gene;
      }
    }
    return Arrays.copyOf(changeable, count);
  }

  private void change(int[] genes, int gene, RandomGenerator random) {
    genes[gene] = (genes[gene] + 1 + random.nextInt(space.levels(gene) - 1)) % space.levels(gene);
  }
}
