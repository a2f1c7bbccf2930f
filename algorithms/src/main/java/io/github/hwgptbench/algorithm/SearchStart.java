package io.github.hwgptbench.algorithm;

import java.util.List;

/**
 * The start of a search, besides its seed.
 *
 * @param initial genotypes that are evaluated first, in this order; they count as evaluations of
 *     the search
 * @param known evaluations made before the search, all objectives minimised; they do not count
 * @param priors evaluations of other problems on the same space, made before the search; those
 *     algorithms that don't {@linkplain AlgorithmFactory#usesPriors use priors} ignore them
 * @since 0.2.0
 */
public record SearchStart(List<int[]> initial, List<Evaluation> known, List<Prior> priors) {

  /** Nothing: the algorithm chooses its first evaluations. */
  public static final SearchStart EMPTY = new SearchStart(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public SearchStart {
    initial = List.copyOf(initial);
    known = List.copyOf(known);
    priors = List.copyOf(priors);
  }

  /** Makes a start without priors. */
  public SearchStart(List<int[]> initial, List<Evaluation> known) {
    this(initial, known, List.of());
  }

  /**
   * Returns whether there are neither initial genotypes nor known evaluations; there may be priors.
   */
  public boolean isEmpty() {
    return initial.isEmpty() && known.isEmpty();
  }
}
