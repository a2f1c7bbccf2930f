package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Proposes genotypes at random, and learns nothing.
 *
 * <p>Every gene is drawn uniformly and independently ({@link GenotypeSpace#sample}), as the authors
 * of HW-GPT-Bench do; so it is genotypes that are drawn uniformly, not networks, of which those
 * with few layers come more often than their share. A phenotype that was proposed is not proposed
 * again before all have been; after that it all begins anew, with the memory of the past round
 * wiped.
 */
public final class RandomSearch implements Optimizer {

  private final GenotypeSpace space;
  private final RandomGenerator random;
  /** Canonical genotypes; buffers compare by content. */
  private final Set<IntBuffer> proposed = new HashSet<>();

  private long asked;

  /**
   * Makes a search.
   *
   * @param space what is searched
   * @param random the source of all draws
   */
  public RandomSearch(GenotypeSpace space, RandomGenerator random) {
    this.space = space;
    this.random = random;
  }

  @Override
  public List<Candidate> ask(int atMost) {
    if (atMost < 1) {
      throw new IllegalArgumentException(
          "Asked for %d candidates; allowed: 1 or more".formatted(atMost));
    }
    List<Candidate> candidates = new ArrayList<>(atMost);
    for (int i = 0; i < atMost; i++) {
      candidates.add(new Candidate(asked++, unseen()));
    }
    return candidates;
  }

  private int[] unseen() {
    if (BigInteger.valueOf(proposed.size()).equals(space.distinct())) {
      proposed.clear();
    }
    int[] genes;
    do {
      genes = space.sample(random);
    } while (!proposed.add(IntBuffer.wrap(genes)));
    return genes;
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    // Random search has no use for what it is told.
  }
}
