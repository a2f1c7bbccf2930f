package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.algorithm.variation.UniformCrossover;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.function.Consumer;
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
 * before all of a generation are evaluated.
 */
public final class NsgaII extends Generations {

  private static final double CROSSOVER = 0.9;

  /** How often a child is mutated further to become new, before it is drawn from the space. */
  private static final int FURTHER_MUTATIONS = 100;

  private final int initial;
  private final boolean ends;
  private final RandomGenerator random;
  private final Mutation mutation;
  private final UniformCrossover crossover;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param size of the population, and of the offspring of a generation; positive
   * @param random the source of all draws
   */
  public NsgaII(GenotypeSpace space, int size, RandomGenerator random) {
    this(space, size, size, false, random);
  }

  /**
   * Makes a search that begins with more than a population, of which the best survive.
   *
   * @param space the space to search
   * @param size of the population, and of the offspring of a generation; positive
   * @param initial how many candidates the first generation has, at least {@code size}
   * @param ends whether the ends of the space are among them ({@link Proposals#newEnds})
   * @param random the source of all draws
   */
  public NsgaII(GenotypeSpace space, int size, int initial, boolean ends, RandomGenerator random) {
    super(space, size);
    this.initial = initial;
    this.ends = ends;
    this.random = random;
    this.mutation = new Mutation(space);
    this.crossover = new UniformCrossover(space);
  }

  @Override
  void breed(Consumer<int[]> offspring) {
    int known = parents().survivors().size();
    if (known == 0) {
      begin(offspring);
      return;
    }
    for (int i = 0; i < size(); i++) {
      offspring.accept(i < size() - known ? proposals().sampleNew(random) : child());
    }
  }

  private void begin(Consumer<int[]> offspring) {
    int left = initial;
    for (int[] end : ends ? proposals().newEnds() : List.<int[]>of()) {
      offspring.accept(end);
      left--;
    }
    for (; left > 0; left--) {
      offspring.accept(proposals().sampleNew(random));
    }
  }

  private int[] child() {
    int[] child = winner().genes();
    int[] other = winner().genes();
    if (random.nextDouble() < CROSSOVER) {
      child = crossover.cross(child, other, random);
    }
    child = mutation.changeOneOnAverage(child, random);
    for (int i = 0; !proposals().isNew(child); i++) {
      if (i == FURTHER_MUTATIONS) {
        return proposals().sampleNew(random);
      }
      child = mutation.changeOne(child, random);
    }
    return child;
  }

  /** The better of two parents. */
  Individual winner() {
    int count = parents().survivors().size();
    int first = random.nextInt(count);
    int second = random.nextInt(count);
    return parents().survivors().get(parents().better(first, second) ? first : second);
  }
}
