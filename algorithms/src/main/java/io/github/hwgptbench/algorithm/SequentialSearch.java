package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;

/**
 * Drives an algorithm that knows nothing of cost and time: it evaluates everything at the highest
 * fidelity, one after another, and is stopped where its budget is spent.
 */
final class SequentialSearch implements EvaluationListener {

  private final SearchConditions conditions;
  private final TimedProblem problem;
  private final int highest;
  private final EvaluationListener listener;
  private final SpentBudget spent;
  private double now;

  /** Unwinds an algorithm whose budget is spent. */
  private static final class BudgetSpent extends RuntimeException {

    private static final long serialVersionUID = 1;

    BudgetSpent() {
      super(null, null, false, false);
    }
  }

  private SequentialSearch(
      Problem problem, SearchConditions conditions, EvaluationListener listener) {
    this.conditions = conditions;
    this.problem = new TimedProblem(problem);
    this.highest = problem.fidelities().highest();
    this.listener = listener;
    this.spent = new SpentBudget(conditions.budget());
  }

  static void run(
      SearchAlgorithm algorithm,
      Problem problem,
      SearchConditions conditions,
      long seed,
      EvaluationListener listener) {
    conditions.checkOneAtATime(algorithm.name());
    SequentialSearch search = new SequentialSearch(problem, conditions, listener);
    try {
      algorithm.run(
          conditions.countsProposalTime() ? search.problem : problem,
          most(conditions),
          seed,
          conditions.start(),
          search);
    } catch (BudgetSpent e) {
      // That is how it ends.
    }
  }

  /** How many evaluations fit in the time is known at most, and typically. */
  private static int most(SearchConditions conditions) {
    SimulatedClock clock = conditions.clock();
    return clock != null
            && conditions.budget().unit() == Budget.Unit.SECONDS
            && clock.shortestSeconds() > 0
        ? (int) Math.ceil(conditions.budget().amount() / clock.shortestSeconds())
        : conditions.fullEvaluations();
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    SimulatedClock clock = conditions.clock();
    now += problem.seconds();
    now += clock == null ? 1 : clock.seconds(evaluation.candidate().genes(), highest, -1);
    if (!spent.spend(1, now)) {
      throw new BudgetSpent();
    }
    listener.evaluated(new Evaluation(
        evaluation.candidate(),
        evaluation.objectives(),
        evaluation.margins(),
        1,
        clock == null ? Double.NaN : now));
    problem.resume();
  }
}
