package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.random.RandomGenerator;

/** A point of an archive, with those of its neighbours that were not looked at. */
final class Member {

  private final GenotypeSpace space;
  private final long number;
  private final int[] genes;
  private final double[] objectives;
  private final double violation;
  private final int neighbors;
  /**
   * Gene and level of each neighbour, empty before one is drawn; from {@link #left} on those that
   * were drawn.
   */
  private int[] changedGenes = {};

  private int[] changedLevels = {};
  private int left;

  /**
   * Makes a point.
   *
   * @param number how many points came before
   */
  Member(Evaluation evaluation, GenotypeSpace space, long number) {
    this.space = space;
    this.number = number;
    genes = evaluation.candidate().genes();
    objectives = evaluation.comparableObjectives();
    violation = evaluation.totalViolation();
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        count += space.levels(gene) - 1;
      }
    }
    neighbors = count;
    left = count;
  }

  private void listNeighbors() {
    changedGenes = new int[neighbors];
    changedLevels = new int[neighbors];
    int count = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        for (int level = 0; level < space.levels(gene); level++) {
          if (level != genes[gene]) {
            changedGenes[count] = gene;
            changedLevels[count] = level;
            count++;
          }
        }
      }
    }
  }

  /** How many points came before. */
  long number() {
    return number;
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
    return neighbors - left;
  }

  /** Whether all neighbours were drawn. */
  boolean explored() {
    return left == 0;
  }

  /** Draws one of the neighbours that were not drawn before. */
  int[] drawNeighbor(Mutation mutation, RandomGenerator random) {
    if (changedGenes.length == 0) {
      listNeighbors();
    }
    int drawn = random.nextInt(left);
    int gene = changedGenes[drawn];
    int level = changedLevels[drawn];
    left--;
    changedGenes[drawn] = changedGenes[left];
    changedLevels[drawn] = changedLevels[left];
    return mutation.set(genes, gene, level, random);
  }
}
