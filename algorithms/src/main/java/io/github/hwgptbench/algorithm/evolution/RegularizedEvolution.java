package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Multi-objective regularized evolution: regularized evolution (Real et al. 2019) with
 * non-dominated fronts in place of a fitness. Each step draws a tournament from the population,
 * proposes its best member with one gene changed, and removes the oldest member, however good.
 *
 * <p>A member is better than another if it is in a better front or, in the same, if it has the
 * larger crowding distance. A child that was proposed before is dropped for one of another
 * tournament, so no phenotype is proposed twice. Once all have been proposed, all count as new
 * again.
 *
 * <p>The first members are drawn from the space, all without waiting for each other. After that one
 * child at a time is proposed, of the members that are known.
 */
public final class RegularizedEvolution implements Optimizer {

  /** How many tournaments are held for a child that is new, before it is drawn from the space. */
  private static final int TOURNAMENTS = 100;

  private final int size;
  private final int tournament;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final Mutation mutation;

  private final AgingPopulation population;
  /** Of the population; null until somebody asks. */
  private @Nullable Fronts fronts;

  private int initial;
  private boolean ends;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param size how many members the population has, positive
   * @param tournament of how many members, drawn without replacement, the best becomes a parent;
   *     positive, and the entire population if it is not smaller
   * @param random the source of all draws
   */
  public RegularizedEvolution(
      GenotypeSpace space, int size, int tournament, RandomGenerator random) {
    this.size = size;
    this.tournament = tournament;
    this.random = random;
    this.proposals = new Proposals(space);
    this.mutation = new Mutation(space);
    this.population = new AgingPopulation(size);
  }

  /** Lets the search begin at the ends of the space too ({@link Proposals#newEnds}). */
  public RegularizedEvolution beginAtEnds() {
    ends = true;
    return this;
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (initial < size && candidates.size() < atMost) {
      candidates.add(proposals.add(first()));
      initial++;
    }
    if (candidates.isEmpty() && !population().isEmpty()) {
      candidates.add(proposals.add(child()));
    }
    return candidates;
  }

  /** Ends come last, so that they leave last. */
  private int[] first() {
    if (ends && initial >= size - 2) {
      List<int[]> left = proposals.newEnds();
      if (!left.isEmpty()) {
        return left.get(0);
      }
    }
    return proposals.sampleNew(random);
  }

  private int[] child() {
    for (int i = 0; i < TOURNAMENTS; i++) {
      int[] child = mutation.changeOne(parent().genes(), random);
      if (proposals.isNew(child)) {
        return child;
      }
    }
    return proposals.sampleNew(random);
  }

  /** The best of a tournament. */
  Individual parent() {
    if (fronts == null) {
      fronts = population.fronts();
    }
    int[] entrants = entrants();
    int best = Integer.MAX_VALUE;
    for (int entrant : entrants) {
      best = Math.min(best, fronts.rank(entrant));
    }
    double[] crowding = fronts.crowding(best);
    int winner = -1;
    double room = -1;
    for (int entrant : entrants) {
      if (fronts.rank(entrant) == best && crowding[entrant] > room) {
        winner = entrant;
        room = crowding[entrant];
      }
    }
    return population().get(winner);
  }

  private int[] entrants() {
    int[] members = new int[population().size()];
    Arrays.setAll(members, i -> i);
    int count = Math.min(tournament, members.length);
    for (int i = 0; i < count; i++) {
      int drawn = i + random.nextInt(members.length - i);
      int member = members[drawn];
      members[drawn] = members[i];
      members[i] = member;
    }
    return Arrays.copyOf(members, count);
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      population.add(new Individual(evaluation));
    }
    fronts = null;
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    initial++;
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }

  /** From the oldest to the youngest. */
  List<Individual> population() {
    return population.members();
  }
}
