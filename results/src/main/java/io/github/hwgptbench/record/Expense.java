package io.github.hwgptbench.record;

/**
 * What an evaluation took.
 *
 * @param fidelity the index of its level
 * @param cost in evaluations at the highest level
 * @param seconds when it ended on the simulated clock, since the beginning of the run; NaN without
 *     one
 * @since 0.2.0
 */
public record Expense(int fidelity, double cost, double seconds) {

  /** How many numbers it has in the file of a run. */
  static final int COLUMNS = 3;
}
