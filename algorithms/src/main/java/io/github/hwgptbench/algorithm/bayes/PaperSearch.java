package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the Bayesian baselines of the authors of HW-GPT-Bench have in common, as they run on Syne
 * Tune: the lowest level of every gene first, then a few random genotypes, then one suggestion at a
 * time. A genotype is not proposed twice before all have been, but two that differ in inactive
 * genes alone count as different. Constraints are not heeded.
 *
 * <p>Where the authors fit hyperparameters before every suggestion, here they are fitted when there
 * are more observations by a factor, 15 % unless it is set otherwise, beginning with the last ones.
 */
abstract class PaperSearch implements Optimizer {

  private final GenotypeSpace space;
  private final int initial;
  private final RandomGenerator random;
  private final BigInteger genotypes;
  private final FiniteValues finite;
  private final Proposals proposals;
  private final Set<IntBuffer> seen = new HashSet<>();
  private final List<Observation> observations = new ArrayList<>();

  PaperSearch(GenotypeSpace space, int objectives, int initial, RandomGenerator random) {
    this.space = space;
    this.initial = initial;
    this.random = random;
    this.proposals = new Proposals(space);
    this.finite = new FiniteValues(objectives);
    BigInteger all = BigInteger.ONE;
    for (int gene = 0; gene < space.size(); gene++) {
      all = all.multiply(BigInteger.valueOf(space.levels(gene)));
    }
    this.genotypes = all;
  }

  /** Returns what to evaluate next, given at least one observation. */
  abstract int[] suggest();

  final List<Observation> observations() {
    return observations;
  }

  final RandomGenerator random() {
    return random;
  }

  final boolean seen(int[] genes) {
    return seen.contains(IntBuffer.wrap(genes));
  }

  @Override
  public final List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && proposals.count() < initial) {
      candidates.add(propose(proposals.count() == 0 ? new int[space.size()] : unseen()));
    }
    if (candidates.isEmpty()) {
      candidates.add(propose(observations.isEmpty() ? unseen() : suggest()));
    }
    return candidates;
  }

  private Candidate propose(int[] genes) {
    seen.add(IntBuffer.wrap(genes));
    if (BigInteger.valueOf(seen.size()).equals(genotypes)) {
      seen.clear();
    }
    return proposals.add(genes);
  }

  @Override
  public final void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      observations.add(new Observation(
          evaluation.candidate().genes(), finite.of(evaluation.objectives()), new double[0], true));
    }
  }

  /** Draws every gene uniformly, inactive ones too, until the genotype is new. */
  final int[] unseen() {
    int[] genes = new int[space.size()];
    do {
      for (int gene = 0; gene < genes.length; gene++) {
        genes[gene] = random.nextInt(space.levels(gene));
      }
    } while (seen(genes));
    return genes;
  }

  /** Draws a number of new genotypes, which may repeat each other. */
  final List<int[]> unseen(int count) {
    List<int[]> genotypes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      genotypes.add(unseen());
    }
    return genotypes;
  }

  /** Draws from the standard normal distribution (Box and Muller 1958), alike on every machine. */
  final double normal() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
