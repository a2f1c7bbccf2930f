package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Budget;

/**
 * What a search has spent so far, compared with its budget. Not safe for use by several threads.
 */
final class SpentBudget {

  /** Sums of costs are rounded. */
  private static final double TOLERANCE = 1e-9;

  private final Budget budget;
  private long evaluations;
  private double cost;

  SpentBudget(Budget budget) {
    this.budget = budget;
  }

  /**
   * Returns how much is left, in the unit of the budget; 0 where that is nothing but rounding.
   *
   * @param now in seconds since the beginning of the search
   */
  double left(double now) {
    double spent = switch (budget.unit()) {
      case EVALUATIONS -> evaluations;
      case COST -> cost;
      case SECONDS -> now;
    };
    double left = budget.amount() - spent;
    return left > budget.amount() * TOLERANCE ? left : 0;
  }

  /**
   * Spends what an evaluation takes, if there is enough left.
   *
   * @param costOfOne its cost
   * @param end when it would end, in seconds since the beginning of the search
   * @return whether there was
   */
  boolean spend(double costOfOne, double end) {
    double after = switch (budget.unit()) {
      case EVALUATIONS -> evaluations + 1;
      case COST -> cost + costOfOne;
      case SECONDS -> end;
    };
    if (after > budget.amount() * (1 + TOLERANCE)) {
      return false;
    }
    evaluations++;
    cost += costOfOne;
    return true;
  }
}
