package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A problem whose evaluations have a cost and a time, and spend a budget. An architecture that was
 * evaluated at a lower level continues from there. Not safe for use by several threads.
 *
 * @since 0.2.0
 */
public final class MeteredProblem {

  private final Problem problem;
  private final Fidelities fidelities;
  private final SearchConditions conditions;
  private final SpentBudget spent;
  /** The highest level that each canonical genotype was evaluated at; unused with one level. */
  private final Map<IntBuffer, Integer> levels = new HashMap<>();

  /**
   * What was evaluated.
   *
   * @param evaluation with its cost, and with the time of its end where there is a clock
   * @param end when it ends, in seconds since the beginning of the search; without a clock an
   *     evaluation takes as many as it costs
   */
  public record Metered(Evaluation evaluation, double end) {}

  /**
   * What an evaluation takes.
   *
   * @param cost in evaluations at the highest fidelity
   * @param end when it ends, in seconds since the beginning of the search
   */
  public record Spent(double cost, double end) {}

  /** Begins with nothing spent. */
  public MeteredProblem(Problem problem, SearchConditions conditions) {
    this.problem = problem;
    this.fidelities = problem.fidelities();
    this.conditions = conditions;
    this.spent = new SpentBudget(conditions.budget());
  }

  /**
   * Evaluates a candidate.
   *
   * @param from when that begins, in seconds since the beginning of the search
   * @return empty if the rest of the budget is not enough for it
   */
  public Optional<Metered> evaluate(Candidate candidate, double from) {
    return spend(candidate, from).map(spent -> evaluated(candidate, spent));
  }

  private Metered evaluated(Candidate candidate, Spent spent) {
    double[] objectives = new double[problem.objectives().size()];
    double[] margins = new double[problem.constraints().size()];
    problem.evaluateMargins(candidate.genes(), level(candidate), objectives, margins);
    double seconds = conditions.clock() == null ? Double.NaN : spent.end;
    return new Metered(
        new Evaluation(candidate, objectives, margins, spent.cost, seconds), spent.end);
  }

  private int level(Candidate candidate) {
    return Math.min(candidate.fidelity(), fidelities.highest());
  }

  /**
   * Spends the cost of an evaluation without performing it, for one that was performed before.
   *
   * @param from when that began, in seconds since the beginning of the search
   * @return empty if the rest of the budget is not enough for it
   */
  public Optional<Spent> spend(Candidate candidate, double from) {
    int[] genes = candidate.genes();
    int level = level(candidate);
    int before = -1;
    IntBuffer key = null;
    if (!fidelities.single()) {
      int[] canonical = genes.clone();
      problem.genotypes().canonicalize(canonical);
      key = IntBuffer.wrap(canonical);
      int highest = levels.getOrDefault(key, -1);
      // Only a lower level can be continued, also one that still runs.
      before = highest < level ? highest : -1;
    }
    double cost = fidelities.cost(level, before);
    SimulatedClock clock = conditions.clock();
    double end = from + (clock == null ? cost : clock.seconds(genes, level, before));
    if (!spent.spend(cost, end)) {
      return Optional.empty();
    }
    if (key != null) {
      levels.merge(key, level, Math::max);
    }
    return Optional.of(new Spent(cost, end));
  }

  /**
   * Returns the rest of the budget, in its unit.
   *
   * @param now in seconds since the beginning of the search
   */
  public double rest(double now) {
    return spent.left(now);
  }

  /**
   * Returns how many evaluations at the highest fidelity the rest of the budget is for, at least 1
   * while there is some.
   *
   * @param now in seconds since the beginning of the search
   */
  public int left(double now) {
    double left = rest(now);
    return left == 0
        ? 0
        : new SearchConditions(
                new Budget(conditions.budget().unit(), left),
                SearchStart.EMPTY,
                conditions.workers(),
                conditions.clock(),
                conditions.countsProposalTime())
            .fullEvaluations();
  }
}
