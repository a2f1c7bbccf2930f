package io.github.hwgptbench.record;

/**
 * The fidelity, cost and time of an evaluation.
 *
 * @param fidelity the index of its level
 * @param cost its cost, in evaluations at the highest level
 * @param seconds its end on the simulated clock, since the beginning of the run; NaN without a
 *     clock
 * @since 0.2.0
 */
public record Expense(int fidelity, double cost, double seconds) {

  /** How many numbers it has in the file of a run. */
  static final int COLUMNS = 3;
}
