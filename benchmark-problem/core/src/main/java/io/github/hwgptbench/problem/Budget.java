package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;

/**
 * What a search may spend.
 *
 * @param unit the quantity that is counted
 * @param amount how much of it, positive and finite
 * @since 0.2.0
 */
public record Budget(Unit unit, double amount) {

  /** What a budget counts. */
  public enum Unit {
    /** Evaluations, at whatever fidelity. */
    EVALUATIONS,
    /** The cost of evaluations; one at the highest fidelity costs 1. */
    COST,
    /** Seconds on the simulated clock. */
    SECONDS
  }

  /**
   * Makes a budget.
   *
   * @throws IllegalArgumentException if the amount is not positive and finite, or not an integer of
   *     evaluations
   */
  public Budget {
    if (!(amount > 0) || Double.isInfinite(amount)) {
      String given = amount == Math.rint(amount) ? Text.format("%.0f", amount) : "" + amount;
      throw new IllegalArgumentException(Text.format(
          "Budget of %s; allowed: a positive number",
          switch (unit) {
            case EVALUATIONS -> given + " evaluations";
            case COST -> "a cost of " + given;
            case SECONDS -> given + " simulated seconds";
          }));
    }
    if (unit == Unit.EVALUATIONS && (amount != Math.rint(amount) || amount > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          Text.format("Budget of %s evaluations; allowed: integers up to 2147483647", amount));
    }
  }

  /** Returns a budget of evaluations. */
  public static Budget evaluations(int count) {
    return new Budget(Unit.EVALUATIONS, count);
  }

  /** Returns a budget of cost, in evaluations at the highest fidelity. */
  public static Budget cost(double cost) {
    return new Budget(Unit.COST, cost);
  }

  /** Returns a budget of simulated time. */
  public static Budget seconds(double seconds) {
    return new Budget(Unit.SECONDS, seconds);
  }
}
