package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunTrace;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The horizontal axis of curves: a budget in equal steps. A step is one evaluation if the budget is
 * a number of evaluations; any other budget has {@value #STEPS} steps.
 *
 * @param unit unit of the budget
 * @param amount end of the axis, in that unit
 * @param steps number of steps
 * @since 0.2.0
 */
public record BudgetAxis(Budget.Unit unit, double amount, int steps) {

  private static final int STEPS = 200;
  /** Sums of costs are rounded. */
  private static final double TOLERANCE = 1e-9;

  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  /** Returns the axis of a budget. */
  public static BudgetAxis of(Budget budget) {
    return new BudgetAxis(
        budget.unit(),
        budget.amount(),
        budget.unit() == Budget.Unit.EVALUATIONS ? (int) budget.amount() : STEPS);
  }

  /** Returns how many evaluations of a run had ended after each step, from 0 steps on. */
  int[] ended(RunTrace trace) {
    int[] ended = new int[steps + 1];
    double spent = 0;
    int step = 0;
    for (int i = 0; i < trace.evaluations(); i++) {
      spent = spent(unit, spent, trace, i);
      while (step <= steps && spent > at(step) * (1 + TOLERANCE)) {
        ended[step++] = i;
      }
    }
    for (; step <= steps; step++) {
      ended[step] = trace.evaluations();
    }
    return ended;
  }

  /** Returns how many evaluations of a run had ended at the end of the axis. */
  int evaluations(RunTrace trace) {
    return ended(trace)[steps];
  }

  /** Returns what a run has spent within a budget, of something else. */
  static double spent(Budget.Unit unit, RunTrace trace, BudgetAxis budget) {
    double spent = 0;
    int evaluations = budget.evaluations(trace);
    for (int i = 0; i < evaluations; i++) {
      spent = spent(unit, spent, trace, i);
    }
    return spent;
  }

  private static double spent(Budget.Unit unit, double before, RunTrace trace, int evaluation) {
    if (unit == Budget.Unit.EVALUATIONS) {
      return before + 1;
    }
    Expense expense = trace.expense(evaluation);
    return unit == Budget.Unit.COST ? before + expense.cost() : expense.seconds();
  }

  /** Returns the budget that is spent after a number of steps. */
  public double at(int step) {
    return step == steps ? amount : amount * step / steps;
  }

  /** Returns the same in the unit of the {@linkplain #title title}. */
  public double shown(double step) {
    return unit == Budget.Unit.EVALUATIONS ? step : amount * step / steps / scale();
  }

  /**
   * Returns the points at which curves are averaged, in words, such as {@code after every
   * evaluation}.
   */
  public String always() {
    return unit == Budget.Unit.EVALUATIONS ? "after every evaluation" : "over the " + title();
  }

  /** Returns the end of the axis, in the unit of the title. */
  public double end() {
    return amount / scale();
  }

  private double scale() {
    return unit == Budget.Unit.SECONDS ? inHours() ? HOUR : MINUTE : 1;
  }

  private boolean inHours() {
    return amount >= 2 * HOUR;
  }

  /**
   * Returns the quantity that is spent, without a unit of time: evaluations, cost or simulated
   * time.
   */
  public String quantity() {
    return switch (unit) {
      case EVALUATIONS -> "evaluations";
      case COST -> "cost";
      case SECONDS -> "simulated time";
    };
  }

  /** Returns the title of the axis, such as {@code evaluations} or {@code simulated hours}. */
  public String title() {
    return switch (unit) {
      case EVALUATIONS -> "evaluations";
      case COST -> "full evaluations (cost)";
      case SECONDS -> inHours() ? "simulated hours" : "simulated minutes";
    };
  }

  /**
   * Returns the end of the axis in words, such as {@code 200 evaluations} or {@code 20 simulated
   * hours}.
   */
  public String inWords() {
    String number = decimal(end());
    boolean one = number.equals("1");
    return switch (unit) {
      case EVALUATIONS -> one ? "1 evaluation" : number + " evaluations";
      case COST -> "a cost of " + (one ? "1 full evaluation" : number + " full evaluations");
      case SECONDS -> number + " " + (one ? "simulated minute" : title());
    };
  }

  /**
   * Returns several budgets in words, such as {@code 25, 50 evaluations}.
   *
   * @param budgets in the same unit; at least one
   * @since 0.2.0
   */
  public static String inWords(List<BudgetAxis> budgets) {
    BudgetAxis last = budgets.get(budgets.size() - 1);
    return last.inWords()
        .replace(
            last.number(last.steps()),
            budgets.stream().map(it -> it.number(it.steps())).collect(Collectors.joining(", ")));
  }

  /** Returns a number of steps as tables have it: an integer, or with up to two decimals. */
  public String number(int step) {
    return unit == Budget.Unit.EVALUATIONS ? String.valueOf(step) : decimal(shown(step));
  }

  private static String decimal(double value) {
    return Text.format("%.2f", value).replaceAll("\\.?0+$", "");
  }
}
