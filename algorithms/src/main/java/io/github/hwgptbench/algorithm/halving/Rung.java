package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What was evaluated at one level, and what of that has gone on to the next. */
final class Rung {

  private final int level;
  private final double reduction;
  private final Spread spread;
  private final List<Member> members = new ArrayList<>();
  /** Whether nothing was added since there was last nothing to promote. */
  private boolean searched;

  /** An evaluated genotype. */
  private static final class Member {

    private final int[] genes;
    private final double[] objectives;
    private final double violation;
    private boolean promoted;

    Member(Evaluation evaluation) {
      genes = evaluation.candidate().genes();
      objectives = evaluation.comparableObjectives();
      violation = evaluation.totalViolation();
    }
  }

  /**
   * Begins with nothing.
   *
   * @param level the fidelity of its candidates
   * @param reduction one of how many goes on
   * @param spread decides within a front
   */
  Rung(int level, double reduction, Spread spread) {
    this.level = level;
    this.reduction = reduction;
    this.spread = spread;
  }

  int level() {
    return level;
  }

  void add(Evaluation evaluation) {
    members.add(new Member(evaluation));
    searched = false;
  }

  /**
   * Returns the genes of the best member that is among the best share and has not gone on, which
   * from here on it has.
   */
  Optional<int[]> promote() {
    Optional<Member> best = searched
        ? Optional.empty()
        : Arrays.stream(best())
            .mapToObj(members::get)
            .filter(member -> !member.promoted)
            .findFirst();
    best.ifPresent(member -> member.promoted = true);
    searched = best.isEmpty();
    return best.map(member -> member.genes);
  }

  private int[] best() {
    return spread.best(
        members.stream().mapToDouble(member -> member.violation).toArray(),
        members.stream().map(member -> member.objectives).toArray(double[][]::new),
        (int) (members.size() / reduction));
  }
}
