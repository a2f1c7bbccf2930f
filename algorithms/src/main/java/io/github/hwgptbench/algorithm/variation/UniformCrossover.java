package io.github.hwgptbench.algorithm.variation;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.random.RandomGenerator;

/**
 * Takes every gene from one of two parents, with equal probability (Syswerda 1989). A gene that is
 * active in one parent alone comes from that one, and is drawn uniformly if it is active in none: a
 * gene that is inactive has no level to hand on.
 *
 * <p>Immutable.
 */
public final class UniformCrossover {

  private final GenotypeSpace space;

  /** Makes a crossover of the genotypes of a space. */
  public UniformCrossover(GenotypeSpace space) {
    this.space = space;
  }

  /**
   * Makes one child.
   *
   * @param first a genotype of the space; it is not changed
   * @param second a genotype of the space; it is not changed
   * @return the canonical form of the child
   */
  public int[] cross(int[] first, int[] second, RandomGenerator random) {
    int[] child = new int[first.length];
    for (int gene = 0; gene < child.length; gene++) {
      boolean inFirst = space.active(first, gene);
      boolean inSecond = space.active(second, gene);
      if (inFirst && inSecond) {
        child[gene] = random.nextBoolean() ? first[gene] : second[gene];
      } else if (inFirst) {
        child[gene] = first[gene];
      } else if (inSecond) {
        child[gene] = second[gene];
      } else {
        child[gene] = random.nextInt(space.levels(gene));
      }
    }
    space.canonicalize(child);
    return child;
  }
}
