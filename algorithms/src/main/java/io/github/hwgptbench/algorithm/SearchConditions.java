package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.usage.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The budget and the start of a search, and the conditions of its evaluations.
 *
 * @param budget the budget
 * @param start the start
 * @param workers the number of simultaneous evaluations, positive
 * @param clock the duration of evaluations; null for as many seconds as they cost, and results
 *     without times
 * @param countsProposalTime whether the time of the optimizer itself, which differs in every run,
 *     counts on the clock
 * @since 0.2.0
 */
public record SearchConditions(
    Budget budget,
    SearchStart start,
    int workers,
    @Nullable SimulatedClock clock,
    boolean countsProposalTime) {

  /**
   * Makes conditions.
   *
   * @throws IllegalArgumentException if there is no worker, or time counts and there is no clock
   */
  public SearchConditions {
    if (workers < 1) {
      throw new IllegalArgumentException(Text.format("%d workers; allowed: 1 or more", workers));
    }
    if (clock == null && (budget.unit() == Budget.Unit.SECONDS || countsProposalTime)) {
      throw new IllegalArgumentException("Simulated time without a clock; allowed: with one");
    }
  }

  /**
   * Makes the conditions of a run that evaluates one after another, without a clock.
   *
   * @param algorithm that runs; for the message
   * @throws UsageException if the budget is not positive
   */
  public static SearchConditions of(AlgorithmName algorithm, int evaluations, SearchStart start) {
    if (evaluations < 1) {
      throw UsageException.of(
          "Budget %d of a run of %s; allowed: 1 or more", evaluations, algorithm);
    }
    return of(evaluations, start);
  }

  /** Makes the conditions of a search that evaluates one after another, without a clock. */
  public static SearchConditions of(int evaluations, SearchStart start) {
    return new SearchConditions(Budget.evaluations(evaluations), start, 1, null, false);
  }

  /**
   * Checks that a search that evaluates one architecture at a time can keep to these conditions.
   *
   * @param algorithm that searches
   * @throws IllegalArgumentException if there are several workers
   */
  public void checkOneAtATime(AlgorithmName algorithm) {
    if (workers > 1) {
      throw UsageException.of(
          "%s can't search with %d workers: it evaluates one candidate at a time; allowed: 1 worker",
          algorithm, workers);
    }
  }

  /**
   * Checks that an algorithm that can't start from anything need not.
   *
   * @throws UsageException if there is a start
   */
  public void checkNoStart(AlgorithmName algorithm) {
    if (!start.isEmpty()) {
      throw UsageException.of(
          "Algorithm '%s': can't start from given architectures or known evaluations", algorithm);
    }
  }

  /** Returns whether evaluations are counted only, and made one after another. */
  public boolean plain() {
    return budget.unit() == Budget.Unit.EVALUATIONS && workers == 1 && clock == null;
  }

  /**
   * Returns the number of evaluations at the highest fidelity in the budget, at least 1; estimated
   * if time is the limit.
   */
  public int fullEvaluations() {
    double full = budget.amount();
    if (clock != null && budget.unit() == Budget.Unit.SECONDS) {
      full *= workers / clock.typicalSeconds();
    }
    return (int) Math.max(1, full);
  }
}
