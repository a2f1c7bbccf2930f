package io.github.hwgptbench.algorithm.grid;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Evaluates the points of a grid, in random order, and learns nothing. The full grid of a space
 * with slots, such as layers, is out of reach: 18 times 9 to the power of 12 architectures in the
 * smallest space of the benchmark. So the first grid has those whose slots are all alike, the next
 * one those whose slots are alike in each half, then in each quarter, until every slot has its own
 * levels. A space without slots has its full grid only.
 */
final class GridSearch implements Optimizer {

  private final RandomGenerator random;
  private final Proposals proposals;
  private final List<Grid> grids;
  private int current;

  GridSearch(GenotypeSpace space, RandomGenerator random) {
    this.random = random;
    this.proposals = new Proposals(space);
    this.grids = Grid.coarseToFine(space);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    return proposals.addAll(atMost, this::next);
  }

  private int[] next() {
    while (current < grids.size()) {
      int[] genes = grids.get(current).next(random);
      if (genes == null) {
        current++;
      } else if (proposals.isNew(genes)) {
        return genes;
      }
    }
    return proposals.sampleNew(random);
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    // Grid search ignores observed values, but checks whether it asked for them.
    proposals.tell(evaluations);
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    tell(List.of(proposals.adopt(genes, objectives, margins)));
  }
}
