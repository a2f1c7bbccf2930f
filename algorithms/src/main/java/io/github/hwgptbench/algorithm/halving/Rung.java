package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What was evaluated at one level, and what of that has gone on to the next. */
final class Rung {

  private final int level;
  private final double reduction;
  private final Spread spread;
  private final TreeMap<Double, List<Member>> byViolation = new TreeMap<>();
  private int size;
  /** Whether nothing was added since there was last nothing to promote. */
  private boolean searched;

  /** An evaluated genotype. */
  private static final class Member {

    private final int[] genes;
    private final double[] objectives;
    private boolean promoted;

    Member(Evaluation evaluation) {
      genes = evaluation.candidate().genes();
      objectives = evaluation.comparableObjectives();
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
    byViolation
        .computeIfAbsent(evaluation.totalViolation(), violation -> new ArrayList<>())
        .add(new Member(evaluation));
    size++;
    searched = false;
  }

  /**
   * Returns the genes of the best member that is among the best share and has not gone on, which
   * from here on it has.
   */
  Optional<int[]> promote() {
    Optional<Member> best = searched
        ? Optional.empty()
        : best((int) (size / reduction)).stream()
            .filter(member -> !member.promoted)
            .findFirst();
    best.ifPresent(member -> member.promoted = true);
    searched = best.isEmpty();
    return best.map(member -> member.genes);
  }

  /** Less violation is better, then an earlier front, then an earlier place in its spread. */
  private List<Member> best(int count) {
    List<Member> best = new ArrayList<>();
    for (List<Member> equals : byViolation.values()) {
      if (best.size() == count) {
        break;
      }
      for (int[] front : NondominatedSorting.fronts(points(equals))) {
        List<Member> members = Arrays.stream(front).mapToObj(equals::get).toList();
        if (best.size() < count) {
          Arrays.stream(spread.order(points(members)))
              .limit(count - best.size())
              .forEach(i -> best.add(members.get(i)));
        }
      }
    }
    return best;
  }

  private static double[][] points(List<Member> members) {
    return members.stream().map(member -> member.objectives).toArray(double[][]::new);
  }
}
