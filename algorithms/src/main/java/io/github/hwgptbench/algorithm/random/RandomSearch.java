package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Proposes genotypes at random, and learns nothing from evaluations.
 *
 * <p>Every gene is drawn uniformly and independently ({@link GenotypeSpace#sample}), as the authors
 * of HW-GPT-Bench do; so genotypes are drawn uniformly, not architectures: those with few layers
 * come more often than their share. A phenotype is not proposed again before all have been
 * proposed; then the search starts over, without memory of the past round.
 */
public final class RandomSearch implements Optimizer {

  private final RandomGenerator random;
  private final Proposals proposals;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param random the source of all draws
   */
  public RandomSearch(GenotypeSpace space, RandomGenerator random) {
    this.random = random;
    this.proposals = new Proposals(space);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    List<Candidate> candidates = new ArrayList<>(Proposals.checkAsked(atMost));
    for (int i = 0; i < atMost; i++) {
      candidates.add(proposals.addNew(random));
    }
    return candidates;
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    // Random search ignores observed values, but checks whether it asked for them.
    proposals.tell(evaluations);
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }
}
