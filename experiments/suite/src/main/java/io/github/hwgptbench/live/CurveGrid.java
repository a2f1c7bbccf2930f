package io.github.hwgptbench.live;

import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.Expense;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The points of a budget at which curves are drawn. Immutable. */
final class CurveGrid {

  /** As many as there are pixels that differ. */
  private static final int POINTS = 120;
  /** At first every evaluation counts. */
  private static final int ALL_UNTIL = 20;

  private final Budget.Unit unit;
  private final BudgetAxis axis;
  private final double[] spent;

  CurveGrid(Budget budget) {
    this.unit = budget.unit();
    this.axis = BudgetAxis.of(budget);
    this.spent = points(budget).toArray();
  }

  private static DoubleStream points(Budget budget) {
    double amount = budget.amount();
    if (budget.unit() != Budget.Unit.EVALUATIONS) {
      return IntStream.rangeClosed(1, POINTS).mapToDouble(i -> amount * i / POINTS);
    }
    int all = (int) amount;
    int step = Math.max(1, all / POINTS);
    return IntStream.rangeClosed(1, all)
        .filter(i -> i <= ALL_UNTIL || i == all || i % step == 0)
        .asDoubleStream();
  }

  int size() {
    return spent.length;
  }

  /** Returns what is spent at a point, in the unit of the budget. */
  double at(int point) {
    return spent[point];
  }

  /** Returns what is spent at a point, in the unit of the axis. */
  double shown(int point) {
    return axis.end() * spent[point] / axis.amount();
  }

  BudgetAxis axis() {
    return axis;
  }

  /**
   * Returns what a run has spent after an evaluation, in the unit of the budget.
   *
   * @param before what it had spent before
   */
  double spent(double before, Expense expense) {
    return switch (unit) {
      case EVALUATIONS -> before + 1;
      case COST -> before + expense.cost();
      case SECONDS -> expense.seconds();
    };
  }
}
