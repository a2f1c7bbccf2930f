package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drives an optimizer in simulated time: several evaluations may run at once, each takes its time
 * on the clock, and the optimizer observes them in the order in which they end; of those that end
 * together, in the order in which they began. Candidates are asked for as soon as a worker is idle
 * and all evaluations that have ended are observed.
 *
 * <p>An evaluation that the budget is not enough for is not begun, and no other after it.
 */
final class SimulatedSearch {

  private final SimulatedWorkers workers;
  private final Optimizer optimizer;
  private final EvaluationListener listener;
  private final Deque<int[]> initial;
  /** Candidates that go on and that the optimizer has not proposed. */
  private final Set<Candidate> given = Collections.newSetFromMap(new IdentityHashMap<>());

  SimulatedSearch(
      Problem problem,
      SearchConditions conditions,
      Optimizer optimizer,
      EvaluationListener listener) {
    this.workers = new SimulatedWorkers(problem, conditions);
    this.optimizer = optimizer;
    this.listener = listener;
    this.initial = new ArrayDeque<>(conditions.start().initial());
  }

  void run() {
    int begun = 0;
    while (true) {
      while (workers.idle() > 0) {
        boolean proposed = initial.isEmpty();
        if (proposed && !given.isEmpty()) {
          // The optimizer knows nothing of those, and would propose them again.
          break;
        }
        Candidate candidate = proposed ? ask() : new Candidate(begun++, initial.remove());
        if (candidate == null) {
          break;
        }
        if (workers.begin(candidate) && !proposed) {
          given.add(candidate);
        }
      }
      Optional<Evaluation> ended = workers.end();
      if (ended.isEmpty()) {
        return;
      }
      listener.evaluated(ended.get());
      tell(ended.get());
    }
  }

  /** Returns null where the optimizer has nothing to propose. */
  private @Nullable Candidate ask() {
    long from = System.nanoTime();
    List<Candidate> candidates = optimizer.ask(1);
    workers.take(System.nanoTime() - from);
    if (candidates.size() > 1) {
      throw new IllegalStateException(
          Text.format("Proposed %d candidates; allowed: 1", candidates.size()));
    }
    return candidates.isEmpty() ? null : candidates.get(0);
  }

  private void tell(Evaluation evaluation) {
    long from = System.nanoTime();
    if (given.remove(evaluation.candidate())) {
      AskTellSearch.learn(optimizer, evaluation);
    } else {
      optimizer.tell(List.of(evaluation));
    }
    workers.take(System.nanoTime() - from);
  }
}
