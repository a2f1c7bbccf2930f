package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.RelativeImportance;
import java.util.List;

/**
 * The share of the variance of each objective that the genes explain, over the evaluations of all
 * runs on a problem: LMG shares of an additive model with one effect per choice of each gene, for
 * layers where they are active.
 *
 * @param evaluations number of evaluations that were used, at most {@value #MOST}, evenly spaced
 * @param factors {@code embed_dim}, {@code n_layer}, {@code bias}, and {@code mlp_ratio} and
 *     {@code n_head} of all layers together
 * @param objectives one per objective of the problem, with a share per factor
 * @since 0.2.0
 */
public record GeneImportance(
    int evaluations, List<String> factors, List<RelativeImportance> objectives) {

  /** The maximum number of evaluations that are used. */
  public static final int MOST = 10_000;

  /** Copies the lists. */
  public GeneImportance {
    factors = List.copyOf(factors);
    objectives = List.copyOf(objectives);
  }
}
