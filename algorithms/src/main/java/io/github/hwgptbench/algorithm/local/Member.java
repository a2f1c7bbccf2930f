package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.random.RandomGenerator;

/** A point of an archive, with those of its neighbours that were not looked at. */
final class Member {

  private final int[] genes;
  private final double[] objectives;
  private final double violation;
  /** Gene and level of each neighbour; from {@link #left} on those that were drawn. */
  private final int[] changedGenes;

  private final int[] changedLevels;
  private int left;

  Member(Evaluation evaluation, GenotypeSpace space) {
    genes = evaluation.candidate().genes();
    objectives = evaluation.comparableObjectives();
    violation = evaluation.totalViolation();
    int neighbors = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        neighbors += space.levels(gene) - 1;
      }
    }
    changedGenes = new int[neighbors];
    changedLevels = new int[neighbors];
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        for (int level = 0; level < space.levels(gene); level++) {
          if (level != genes[gene]) {
            changedGenes[left] = gene;
            changedLevels[left] = level;
            left++;
          }
        }
      }
    }
  }

  int[] genes() {
    return genes;
  }

  /** Without NaN. */
  double[] objectives() {
    return objectives;
  }

  /** 0 if feasible. */
  double violation() {
    return violation;
  }

  /** How many neighbours were drawn. */
  int drawn() {
    return changedGenes.length - left;
  }

  /** Whether all neighbours were drawn. */
  boolean explored() {
    return left == 0;
  }

  /** Draws one of the neighbours that were not drawn before. */
  int[] drawNeighbor(Mutation mutation, RandomGenerator random) {
    int drawn = random.nextInt(left);
    int gene = changedGenes[drawn];
    int level = changedLevels[drawn];
    left--;
    changedGenes[drawn] = changedGenes[left];
    changedLevels[drawn] = changedLevels[left];
    return mutation.set(genes, gene, level, random);
  }
}
