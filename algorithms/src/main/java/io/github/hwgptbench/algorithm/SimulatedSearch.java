package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Drives an optimizer in simulated time: several evaluations may go on at once, each takes its time
 * on the clock, and the optimizer observes them in the order in which they end; of those that end
 * together, in the order in which they began. Candidates are asked for as soon as a worker is idle.
 *
 * <p>An evaluation that the budget is not enough for is not begun, and no other after it.
 */
final class SimulatedSearch {

  private static final double NANOS = 1e9;

  private final MeteredProblem problem;
  private final SearchConditions conditions;
  private final Optimizer optimizer;
  private final EvaluationListener listener;
  private final Deque<int[]> initial;
  private final PriorityQueue<Running> running = new PriorityQueue<>(
      Comparator.comparingDouble(Running::end).thenComparingLong(Running::begun));

  private long begun;
  private double now;
  /** When the optimizer has made up its mind; later than now where its own time counts. */
  private double decided;

  /** An evaluation that goes on. */
  private record Running(Evaluation evaluation, double end, long begun, boolean proposed) {}

  SimulatedSearch(
      Problem problem,
      SearchConditions conditions,
      Optimizer optimizer,
      EvaluationListener listener) {
    this.problem = new MeteredProblem(problem, conditions);
    this.conditions = conditions;
    this.optimizer = optimizer;
    this.listener = listener;
    this.initial = new ArrayDeque<>(conditions.start().initial());
  }

  void run() {
    boolean open = true;
    while (true) {
      while (open && running.size() < conditions.workers()) {
        boolean proposed = initial.isEmpty();
        if (proposed && running.stream().anyMatch(other -> !other.proposed)) {
          // The optimizer knows nothing of those, and would propose them again.
          break;
        }
        Candidate candidate = proposed ? ask() : new Candidate(begun, initial.remove());
        if (candidate == null) {
          break;
        }
        open = begin(candidate, proposed);
      }
      Running ended = running.poll();
      if (ended == null) {
        return;
      }
      now = ended.end;
      listener.evaluated(ended.evaluation);
      tell(ended);
    }
  }

  /** Returns null where the optimizer has nothing to propose. */
  private @Nullable Candidate ask() {
    long from = System.nanoTime();
    List<Candidate> candidates = optimizer.ask(1);
    decide(from);
    if (candidates.size() > 1) {
      throw new IllegalStateException(
          Text.format("Proposed %d candidates; allowed: 1", candidates.size()));
    }
    return candidates.isEmpty() ? null : candidates.get(0);
  }

  private void tell(Running ended) {
    long from = System.nanoTime();
    if (ended.proposed) {
      optimizer.tell(List.of(ended.evaluation));
    } else {
      AskTellSearch.learn(optimizer, ended.evaluation);
    }
    decide(from);
  }

  private void decide(long from) {
    decided = Math.max(decided, now);
    if (conditions.countsProposalTime()) {
      decided += (System.nanoTime() - from) / NANOS;
    }
  }

  /** Begins an evaluation; returns false if the budget is not enough for it. */
  private boolean begin(Candidate candidate, boolean proposed) {
    Optional<MeteredProblem.Metered> next = problem.evaluate(candidate, Math.max(decided, now));
    next.ifPresent(metered ->
        running.add(new Running(metered.evaluation(), metered.end(), begun++, proposed)));
    return next.isPresent();
  }
}
