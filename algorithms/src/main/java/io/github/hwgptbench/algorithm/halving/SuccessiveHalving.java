package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import io.github.hwgptbench.problem.Fidelities;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Multi-objective asynchronous successive halving (Schmucker, Donini, Zafar, Salinas and Archambeau
 * 2021, <i>Multi-objective asynchronous successive halving</i>, arXiv:2106.12639). Random genotypes
 * are evaluated at the lowest of some levels, the rungs. The best share of each rung, one in as
 * many as the reduction factor, is evaluated at the next one. Who asks is given the best genotype
 * of the highest rung that has one to promote, and a new random genotype if none has; so no
 * evaluation has to wait for another.
 *
 * <p>The best are those with less total violation of constraints, then those of an earlier
 * non-dominated front, then those that come earlier in an epsilon-net of their front, whose
 * objectives are scaled to their range since units must not matter.
 *
 * <p>The highest level is a rung. Below a rung the next one is the highest level whose amount is at
 * most that of the rung over the reduction factor. With one level this is random search.
 *
 * <p>The MOASHA of Syne Tune does not promote but stop: a trial runs on unless it is not among the
 * best share of the trials that have reached the rung so far, so that the first at each rung always
 * continues. Here a trial continues once it is among the best, as in the paper.
 */
final class SuccessiveHalving implements Optimizer {

  private final RandomGenerator random;
  private final Proposals proposals;
  /** From the lowest level to the highest. */
  private final List<Rung> rungs;

  SuccessiveHalving(SearchTask task, double reduction, Spread spread, RandomGenerator random) {
    this.random = random;
    this.proposals = new Proposals(task.space());
    this.rungs = levels(task.fidelities(), reduction).stream()
        .map(level -> new Rung(level, reduction, spread))
        .toList();
  }

  /** Returns the levels that are rungs, from the lowest to the highest. */
  static List<Integer> levels(Fidelities fidelities, double reduction) {
    LinkedList<Integer> levels = new LinkedList<>(List.of(Candidate.HIGHEST));
    double amount = fidelities.levels().get(fidelities.highest()).amount();
    for (int level = fidelities.highest() - 1; level >= 0; level--) {
      int lower = fidelities.levels().get(level).amount();
      if (lower * reduction <= amount) {
        levels.addFirst(level);
        amount = lower;
      }
    }
    return List.copyOf(levels);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    // What the next candidate is depends on the value of this one, unless there is one rung only.
    int count = rungs.size() > 1 ? 1 : atMost;
    List<Candidate> candidates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      candidates.add(promoted()
          .orElseGet(
              () -> proposals.add(proposals.sampleNew(random), rungs.get(0).level())));
    }
    return candidates;
  }

  private Optional<Candidate> promoted() {
    for (int i = rungs.size() - 1; i > 0; i--) {
      Optional<int[]> genes = rungs.get(i - 1).promote();
      if (genes.isPresent()) {
        return Optional.of(proposals.add(genes.get(), rungs.get(i).level()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      rungs.stream()
          .filter(rung -> rung.level() == evaluation.candidate().fidelity())
          .forEach(rung -> rung.add(evaluation));
    }
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }
}
