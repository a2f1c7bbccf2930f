package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Evolution in generations: of parents and offspring together the better half survives. The
 * offspring of a generation are proposed without waiting for each other; nothing is proposed before
 * all of a generation are evaluated.
 */
abstract class Generations implements Optimizer {

  private final int size;
  private final Proposals proposals;

  /** What is proposed of the present generation, and not yet asked for. */
  private final Queue<Candidate> queue = new ArrayDeque<>();
  /** What the present generation turned out to be worth. */
  private final List<Individual> offspring = new ArrayList<>();

  private Survival parents = Survival.of(List.of(), 0);

  Generations(GenotypeSpace space, int size) {
    this.size = size;
    this.proposals = new Proposals(space);
  }

  /** How many survive, and how many offspring a generation has at most. */
  final int size() {
    return size;
  }

  final Proposals proposals() {
    return proposals;
  }

  /** Who survived the last generation; nobody at first. */
  final Survival parents() {
    return parents;
  }

  /** Makes the next generation, out of nothing if there are no parents. */
  abstract void breed(Consumer<int[]> offspring);

  @Override
  public final List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    if (proposals.untold() == 0) {
      survive();
      breed(genes -> queue.add(proposals.add(genes)));
    }
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && !queue.isEmpty()) {
      candidates.add(queue.remove());
    }
    return candidates;
  }

  private void survive() {
    List<Individual> all = new ArrayList<>(parents.survivors());
    offspring.sort(Comparator.comparingLong(Individual::number));
    all.addAll(offspring);
    offspring.clear();
    parents = Survival.of(all, size);
  }

  @Override
  public final void tell(List<Evaluation> evaluations) {
    proposals.tell(evaluations).forEach(evaluation -> offspring.add(new Individual(evaluation)));
  }

  @Override
  public final void learn(int[] genes, double[] objectives, double[] margins) {
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }
}
