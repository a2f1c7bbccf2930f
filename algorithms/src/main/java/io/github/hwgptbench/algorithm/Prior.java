package io.github.hwgptbench.algorithm;

import java.util.List;

/**
 * What is known of another problem on the same space, with as many objectives and constraints in
 * the same order, such as the same metrics on another device.
 *
 * @param problem its name
 * @param evaluations evaluations at the highest fidelity, all objectives minimised
 * @since 0.2.0
 */
public record Prior(String problem, List<Evaluation> evaluations) {

  /** Copies the list. */
  public Prior {
    evaluations = List.copyOf(evaluations);
  }
}
