package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.RawGenotypes;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Random search as the authors of HW-GPT-Bench run it, by Syne Tune. It differs from
 * {@link RandomSearch} in two ways:
 *
 * <ul>
 *   <li>The first candidate is not random: it has the first level of every gene, which is the
 *       smallest network.
 *   <li>Genotypes are not repeated, but phenotypes are, where genotypes differ in inactive genes.
 * </ul>
 *
 * <p>Theirs ends when all genotypes have been proposed; this one starts over.
 */
public final class PaperRandomSearch implements Optimizer {

  private final RandomGenerator random;
  private final Proposals proposals;
  private final RawGenotypes genotypes;
  private final BigInteger size;
  private final int[] first;
  /** Buffers compare by content. */
  private final Set<IntBuffer> excluded = new HashSet<>();

  private boolean begun;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param random the source of all draws
   */
  public PaperRandomSearch(GenotypeSpace space, RandomGenerator random) {
    this.random = random;
    this.proposals = new Proposals(space);
    this.genotypes = new RawGenotypes(space);
    this.first = new int[space.size()];
    BigInteger all = BigInteger.ONE;
    for (int gene = 0; gene < first.length; gene++) {
      all = all.multiply(BigInteger.valueOf(space.levels(gene)));
    }
    this.size = all;
  }

  @Override
  public List<Candidate> ask(int atMost) {
    return proposals.addAll(atMost, this::next);
  }

  private int[] next() {
    if (BigInteger.valueOf(excluded.size()).equals(size)) {
      excluded.clear();
    }
    int[] genes = begun ? genotypes.draw(random) : first;
    begun = true;
    while (!excluded.add(IntBuffer.wrap(genes))) {
      genes = genotypes.draw(random);
    }
    return genes;
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    // Random search ignores observed values, but checks whether it asked for them.
    proposals.tell(evaluations);
  }
}
