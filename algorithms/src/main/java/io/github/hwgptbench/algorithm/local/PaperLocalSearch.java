package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.variation.RawGenotypes;
import io.github.hwgptbench.pareto.Dominance;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Local search as the authors of HW-GPT-Bench run it: from a random start, each step proposes a
 * random member of the archive with one random gene changed. Where it falls behind
 * {@link ParetoLocalSearch}:
 *
 * <ul>
 *   <li>Of two equal points the archive drops both, and so loses a member of the front whenever a
 *       neighbour is as good, as it is if the gene that changed is inactive. If nothing is left, it
 *       continues from the start.
 *   <li>Inactive genes are changed like others.
 *   <li>It does not remember which neighbours it looked at, and proposes the same genotype again
 *       and again.
 *   <li>It never restarts, and gives all members the same attention.
 * </ul>
 *
 * <p>Theirs draws neighbours from a generator that nobody seeds; this one is repeatable. Theirs
 * knows no constraints; here the smaller violation counts as better, whatever the objectives.
 */
public final class PaperLocalSearch implements Optimizer {

  private final GenotypeSpace space;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final RawGenotypes genotypes;
  private final int[] start;
  private List<Member> archive = new ArrayList<>();
  private boolean begun;

  /**
   * Makes a search.
   *
   * @param space the space to search
   * @param random the source of all draws
   */
  public PaperLocalSearch(GenotypeSpace space, RandomGenerator random) {
    this.space = space;
    this.random = random;
    this.proposals = new Proposals(space);
    this.genotypes = new RawGenotypes(space);
    this.start = genotypes.draw(random);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    int[] genes = start;
    if (begun) {
      int[] origin = archive.isEmpty()
          ? start
          : archive.get(random.nextInt(archive.size())).genes();
      genes = genotypes.changeOne(origin, random);
    }
    begun = true;
    return List.of(proposals.add(genes));
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      List<Member> all = new ArrayList<>(archive);
      all.add(new Member(evaluation, space, evaluation.candidate().number()));
      archive = new ArrayList<>();
      for (Member member : all) {
        if (all.stream().noneMatch(other -> other != member && covers(other, member))) {
          archive.add(member);
        }
      }
    }
  }

  private static boolean covers(Member one, Member other) {
    return one.violation() < other.violation()
        || (one.violation() == other.violation()
            && Dominance.covers(one.objectives(), other.objectives()));
  }

  List<Member> archive() {
    return List.copyOf(archive);
  }
}
