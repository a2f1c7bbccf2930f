package io.github.hwgptbench.table;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * Evaluates any architecture by the nearest measured one: the one that differs in the fewest genes.
 * Among those, the levels that differ are the fewest apart in total; among equals, the first in the
 * order of measuring counts. Genes are compared in canonical form. So a search that proposes any
 * architectures is restricted to measured ones.
 *
 * @since 0.2.0
 */
public final class NearestMeasured implements ObjectiveEvaluator {

  private final TabularEvaluator table;
  private final int[][] measured;

  /** Makes an evaluator of a table. */
  public NearestMeasured(TabularEvaluator table) {
    this.table = table;
    this.measured = new int[table.size()][];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = table.genes(i);
    }
  }

  @Override
  public SearchSpace space() {
    return table.space();
  }

  @Override
  public List<Objective> objectives() {
    return table.objectives();
  }

  /**
   * Returns the canonical genotype of the nearest measured architecture, in a new array.
   *
   * @param genes a genotype of the space
   * @throws IllegalArgumentException if it is not of the space
   */
  public int[] nearest(int[] genes) {
    space().genotypes().check(genes);
    int[] canonical = genes.clone();
    space().genotypes().canonicalize(canonical);
    if (table.measured(canonical)) {
      return canonical;
    }
    int[] nearest = measured[0];
    int fewest = Integer.MAX_VALUE;
    int leastApart = Integer.MAX_VALUE;
    for (int[] candidate : measured) {
      int differing = 0;
      int apart = 0;
      for (int i = 0; i < canonical.length && differing <= fewest; i++) {
        if (candidate[i] != canonical[i]) {
          differing++;
          apart += Math.abs(candidate[i] - canonical[i]);
        }
      }
      if (differing < fewest || differing == fewest && apart < leastApart) {
        fewest = differing;
        leastApart = apart;
        nearest = candidate;
      }
    }
    return nearest.clone();
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    table.evaluate(nearest(genes), values);
  }

  /** Returns the {@linkplain TabularEvaluator#fingerprint fingerprint} of the table. */
  public String fingerprint() {
    return table.fingerprint();
  }
}
