package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Pareto local search (Paquete, Chiarandini and St&uuml;tzle 2004): keeps an archive of what no
 * other point dominates, and looks at the neighbours of its members, one gene away. Each neighbour
 * of a member is looked at once; one that enters the archive is given neighbours of its own.
 *
 * <p>One neighbour at a time, it turns to the member with the most room to itself: the largest
 * crowding distance (Deb et al. 2002), divided by how many of its neighbours were looked at, and
 * one. The ends of the front count as having the most that there can be, one for each objective. So
 * no member is left out, and few neighbours are spent on those that have others close by.
 *
 * <p>It begins at random points. When all neighbours of all members have been looked at, it begins
 * again, with an archive of its own, from a member of the best that was ever found with
 * {@value #LEAST_CHANGES} to {@value #MOST_CHANGES} genes changed. No phenotype is proposed twice;
 * once all have been proposed, all count as new again.
 *
 * <p>A neighbour that has genes which are inactive in the member is one of many, and drawn
 * ({@link Mutation}).
 */
public final class ParetoLocalSearch implements Optimizer {

  private static final int LEAST_CHANGES = 3;
  private static final int MOST_CHANGES = 5;

  private final GenotypeSpace space;
  private final int starts;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final Mutation mutation;

  /** What is not dominated of all that was found. */
  private final Archive best = new Archive();
  /** What is not dominated of what was found since the last time it began. */
  private Archive archive = new Archive();

  private long told;
  private int started;
  private boolean ends;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param starts how many random points it begins with, positive
   * @param random the source of all draws
   */
  public ParetoLocalSearch(GenotypeSpace space, int starts, RandomGenerator random) {
    this.space = space;
    this.starts = starts;
    this.random = random;
    this.proposals = new Proposals(space);
    this.mutation = new Mutation(space);
  }

  /** Lets the search begin at the ends of the space too ({@link Proposals#newEnds}). */
  public ParetoLocalSearch beginAtEnds() {
    ends = true;
    return this;
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (started < starts && candidates.size() < atMost) {
      List<int[]> left = ends && started < 2 ? proposals.newEnds() : List.of();
      candidates.add(proposals.add(left.isEmpty() ? proposals.sampleNew(random) : left.get(0)));
      started++;
    }
    if (candidates.isEmpty()) {
      newNeighbor().map(proposals::add).ifPresent(candidates::add);
    }
    if (candidates.isEmpty() && proposals.untold() == 0) {
      archive = new Archive();
      candidates.add(proposals.add(perturbed()));
    }
    return candidates;
  }

  /** Empty if all neighbours of all members have been looked at, or proposed for another reason. */
  private Optional<int[]> newNeighbor() {
    while (true) {
      Optional<Member> member = archive.roomiest();
      if (member.isEmpty()) {
        return Optional.empty();
      }
      int[] neighbor = member.get().drawNeighbor(mutation, random);
      if (proposals.isNew(neighbor)) {
        return Optional.of(neighbor);
      }
    }
  }

  private int[] perturbed() {
    List<Member> members = best.members();
    int[] genes = members.get(random.nextInt(members.size())).genes();
    int changes = random.nextInt(LEAST_CHANGES, MOST_CHANGES + 1);
    for (int i = 0; i < changes; i++) {
      genes = mutation.changeOne(genes, random);
    }
    return proposals.isNew(genes) ? genes : proposals.sampleNew(random);
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      Member member = new Member(evaluation, space, told++);
      archive.add(member);
      best.add(member);
    }
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    started++;
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }

  /** What is not dominated of all that was found. */
  List<Member> best() {
    return List.copyOf(best.members());
  }
}
