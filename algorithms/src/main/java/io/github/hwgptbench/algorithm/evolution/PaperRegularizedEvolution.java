package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.RawGenotypes;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Multi-objective regularized evolution as the authors of HW-GPT-Bench run it, by Syne Tune. It is
 * meant to do as {@link RegularizedEvolution} does, with an epsilon-net (Salinas et al. 2021) to
 * order what is in one front, but:
 *
 * <ul>
 *   <li>Parents are chosen at random. The score of a member should be its place when all are sorted
 *       from the best to the worst. It is the member that is at this place: the permutation the
 *       wrong way round. Within a front it is turned round once more. Scores have next to nothing
 *       to do with fronts, and the tournaments that go by them choose as a draw would.
 *   <li>Inactive genes are changed like others, and the same genotype is proposed again.
 *   <li>The first candidate is not random: it has the first level of every gene.
 * </ul>
 *
 * <p>Tournaments are drawn with replacement. Distances of the epsilon-net are Euclidean, in the
 * objectives as they are observed; the authors' observes normalised objectives. Theirs knows no
 * constraints; here they make fronts as for {@link RegularizedEvolution}.
 */
public final class PaperRegularizedEvolution implements Optimizer {

  private final int size;
  private final int tournament;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final RawGenotypes genotypes;
  private final int[] first;

  /** From the oldest to the youngest, with the one that left last: it was there for the scores. */
  private final AgingPopulation scored;
  /** Of those; null until somebody asks. */
  private int @Nullable [] scores;

  private boolean begun;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param size how many members the population has, positive
   * @param tournament how many members are drawn, with replacement, for a parent; positive
   * @param random the source of all draws
   */
  public PaperRegularizedEvolution(
      GenotypeSpace space, int size, int tournament, RandomGenerator random) {
    this.size = size;
    this.tournament = tournament;
    this.random = random;
    this.proposals = new Proposals(space);
    this.genotypes = new RawGenotypes(space);
    this.first = new int[space.size()];
    this.scored = new AgingPopulation(size + 1);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    int known = scored.members().size();
    if (known >= size) {
      return List.of(proposals.add(genotypes.changeOne(parent().genes(), random)));
    }
    int missing = Math.max(1, size - known - proposals.untold());
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < Math.min(atMost, missing)) {
      candidates.add(proposals.add(begun ? genotypes.draw(random) : first));
      begun = true;
    }
    return candidates;
  }

  /** The one of a tournament that has the smallest score. */
  Individual parent() {
    if (scores == null) {
      scores = MisreadPriority.scores(scored.members());
    }
    int left = scores.length - size;
    int winner = left + random.nextInt(size);
    for (int i = 1; i < tournament; i++) {
      int entrant = left + random.nextInt(size);
      if (scores[entrant] < scores[winner]) {
        winner = entrant;
      }
    }
    return scored.members().get(winner);
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      scored.add(new Individual(evaluation));
    }
    scores = null;
  }

  /** From the oldest to the youngest. */
  List<Individual> population() {
    List<Individual> members = scored.members();
    return members.subList(Math.max(0, members.size() - size), members.size());
  }
}
