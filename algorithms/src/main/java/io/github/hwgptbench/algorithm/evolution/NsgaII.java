package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.algorithm.variation.UniformCrossover;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * NSGA-II (Deb et al. 2002): every generation the better half of parents and offspring together
 * survives, by front and, within the last front that fits, by crowding distance. Parents are chosen
 * by binary tournaments on the same.
 *
 * <p>For categories: uniform crossover with probability {@value #CROSSOVER}, then mutation that
 * changes one active gene on average. No phenotype is proposed twice: a child that is not new is
 * mutated further. Once all phenotypes have been proposed, all count as new again.
 *
 * <p>The offspring of a generation are proposed without waiting for each other; nothing is proposed
 * before all of a generation are told.
 */
public final class NsgaII implements Optimizer {

  private static final double CROSSOVER = 0.9;

  /** How often a child is mutated further to become new, before it is drawn from the space. */
  private static final int FURTHER_MUTATIONS = 100;

  private final int size;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final Mutation mutation;
  private final UniformCrossover crossover;

  /** What is proposed of the present generation, and not yet asked for. */
  private final Queue<Candidate> generation = new ArrayDeque<>();
  /** What the present generation turned out to be worth. */
  private final List<Individual> offspring = new ArrayList<>();

  private List<Individual> parents = List.of();
  /** Of each parent, among the parents and offspring of which it survived. */
  private int[] ranks = {};

  private double[] crowding = {};

  /**
   * Makes a search.
   *
   * @param space what is searched
   * @param size of the population, and of the offspring of a generation; positive
   * @param random the source of all draws
   */
  public NsgaII(GenotypeSpace space, int size, RandomGenerator random) {
    this.size = size;
    this.random = random;
    this.proposals = new Proposals(space);
    this.mutation = new Mutation(space);
    this.crossover = new UniformCrossover(space);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    if (generation.isEmpty() && proposals.untold() == 0) {
      survive();
      for (int i = 0; i < size; i++) {
        generation.add(proposals.add(parents.isEmpty() ? proposals.sampleNew(random) : child()));
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && !generation.isEmpty()) {
      candidates.add(generation.remove());
    }
    return candidates;
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    proposals.tell(evaluations).forEach(evaluation -> offspring.add(new Individual(evaluation)));
  }

  private void survive() {
    List<Individual> all = new ArrayList<>(parents);
    offspring.sort(Comparator.comparingLong(Individual::number));
    all.addAll(offspring);
    offspring.clear();
    Survival survival = Survival.of(all, size);
    parents = survival.survivors();
    ranks = survival.ranks();
    crowding = survival.crowding();
  }

  private int[] child() {
    int[] child = parents.get(winner()).genes();
    int[] other = parents.get(winner()).genes();
    if (random.nextDouble() < CROSSOVER) {
      child = crossover.cross(child, other, random);
    }
    child = mutation.changeOneOnAverage(child, random);
    for (int i = 0; i < FURTHER_MUTATIONS && !proposals.isNew(child); i++) {
      child = mutation.changeOne(child, random);
    }
    return proposals.isNew(child) ? child : proposals.sampleNew(random);
  }

  private int winner() {
    int first = random.nextInt(parents.size());
    int second = random.nextInt(parents.size());
    if (ranks[first] != ranks[second]) {
      return ranks[first] < ranks[second] ? first : second;
    }
    return crowding[first] >= crowding[second] ? first : second;
  }
}
