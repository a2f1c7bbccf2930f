package io.github.hwgptbench.algorithm;

import java.util.List;

/**
 * What a search starts from, beside its seed.
 *
 * @param initial genotypes that are evaluated first, in this order; they count as evaluations of
 *     the search
 * @param known evaluations made before the search, all objectives minimised; they do not count
 * @since 0.2.0
 */
public record SearchStart(List<int[]> initial, List<Evaluation> known) {

  /** Nothing: the algorithm chooses what it evaluates first. */
  public static final SearchStart EMPTY = new SearchStart(List.of(), List.of());

  /** Copies the lists. */
  public SearchStart {
    initial = List.copyOf(initial);
    known = List.copyOf(known);
  }

  /** Returns whether there is nothing. */
  public boolean isEmpty() {
    return initial.isEmpty() && known.isEmpty();
  }
}
