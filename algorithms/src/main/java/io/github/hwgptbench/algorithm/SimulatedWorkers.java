package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The workers of a search in simulated time, each of which evaluates one candidate at a time.
 * Evaluations end in the order of the clock; those that end together, in the order in which they
 * began. Not safe for use by several threads.
 *
 * @since 0.2.0
 */
public final class SimulatedWorkers {

  private static final double NANOS = 1e9;

  private final MeteredProblem problem;
  private final Fidelities fidelities;
  private final SearchConditions conditions;
  private final PriorityQueue<Running> running = new PriorityQueue<>(
      Comparator.comparingDouble(Running::end).thenComparingLong(Running::begun));

  private long begun;
  private double now;
  /** When the searcher has made up its mind; later than now where its own time counts. */
  private double decided;

  private boolean open = true;

  /** A running evaluation. */
  private record Running(Evaluation evaluation, double end, long begun) {}

  /** Begins at time 0 with nothing spent and all workers idle. */
  public SimulatedWorkers(Problem problem, SearchConditions conditions) {
    this.problem = new MeteredProblem(problem, conditions);
    this.fidelities = problem.fidelities();
    this.conditions = conditions;
  }

  /**
   * Returns how many workers can begin an evaluation; 0 where the budget is spent, and while
   * {@link #endsNow}, so that a candidate follows from all that is known when it is chosen.
   */
  public int idle() {
    return open && !endsNow() ? conditions.workers() - running.size() : 0;
  }

  /** Returns whether another evaluation ends at the same time as the last one. */
  public boolean endsNow() {
    Running next = running.peek();
    return next != null && next.end <= now;
  }

  /** Returns the number of running evaluations. */
  public int running() {
    return running.size();
  }

  /**
   * Begins an evaluation. One that the budget is not enough for is not begun, and no other after
   * it.
   *
   * @return whether it was begun
   * @throws IllegalStateException if all workers are busy
   */
  public boolean begin(Candidate candidate) {
    if (!open) {
      return false;
    }
    if (running.size() == conditions.workers()) {
      throw new IllegalStateException("No worker is idle");
    }
    Optional<MeteredProblem.Metered> next = problem.evaluate(candidate, Math.max(decided, now));
    next.ifPresent(
        metered -> running.add(new Running(metered.evaluation(), metered.end(), begun++)));
    open = next.isPresent();
    return open;
  }

  /** Waits for the evaluation that ends next; empty if none is running. */
  public Optional<Evaluation> end() {
    Running ended = running.poll();
    if (ended == null) {
      return Optional.empty();
    }
    now = ended.end;
    return Optional.of(ended.evaluation);
  }

  /** Lets the time that the searcher has taken count, if that is among the conditions. */
  public void take(long nanos) {
    decided = Math.max(decided, now);
    if (conditions.countsProposalTime()) {
      decided += nanos / NANOS;
    }
  }

  /**
   * Spends the cost of an evaluation of an earlier search. The evaluation is repeated, so that the
   * noise continues from there; with a number of tokens as fidelity there is no noise, and it is
   * not repeated.
   *
   * @param end when it ended, in seconds since the beginning of the search; 0 without a clock
   */
  public void resume(Candidate candidate, double end) {
    open &= fidelities.unit().equals(Fidelities.TOKENS)
        ? problem.spend(candidate, 0).isPresent()
        : problem.evaluate(candidate, 0).isPresent();
    now = Math.max(now, end);
  }

  /** Returns the rest of the budget, in its unit; running evaluations count as spent. */
  public double rest() {
    return open ? problem.rest(now) : 0;
  }

  /**
   * Returns how many evaluations at the highest fidelity the rest of the budget is for, at least 1
   * while there is some.
   */
  public int left() {
    return open ? problem.left(now) : 0;
  }
}
