package io.github.hwgptbench.space;

import java.util.Set;

/**
 * When a gene is active: while another gene is active and has one of some values. Immutable.
 *
 * @param gene the other gene
 * @param values the values of the other gene at which the first one is active
 * @since 0.2.0
 */
public record Activation(int gene, Set<Integer> values) {

  /** Copies the values. */
  public Activation {
    values = Set.copyOf(values);
  }
}
