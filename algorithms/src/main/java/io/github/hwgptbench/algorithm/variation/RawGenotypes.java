package io.github.hwgptbench.algorithm.variation;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.random.RandomGenerator;

/**
 * Draws and changes genotypes with no regard to which genes are inactive, as the authors of
 * HW-GPT-Bench do: a change of an inactive gene is a change, though the phenotype stays the same.
 *
 * <p>Immutable.
 */
public final class RawGenotypes {

  private final GenotypeSpace space;

  /** Makes it for a space. */
  public RawGenotypes(GenotypeSpace space) {
    this.space = space;
  }

  /** Draws every gene uniformly, inactive ones too. */
  public int[] draw(RandomGenerator random) {
    int[] genes = new int[space.size()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = random.nextInt(space.levels(gene));
    }
    return genes;
  }

  /**
   * Gives one gene another level, both drawn uniformly, the gene among those with two levels or
   * more.
   *
   * @param genes a genotype of the space; it is not changed
   * @return the result; the same genotype only if no gene has two levels
   */
  public int[] changeOne(int[] genes, RandomGenerator random) {
    int[] mutant = genes.clone();
    int[] changeable = new int[genes.length];
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.levels(gene) > 1) {
        changeable[count++] = gene;
      }
    }
    if (count > 0) {
      int gene = changeable[random.nextInt(count)];
      int levels = space.levels(gene);
      mutant[gene] = (genes[gene] + 1 + random.nextInt(levels - 1)) % levels;
    }
    return mutant;
  }
}
