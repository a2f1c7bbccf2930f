package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Drives an optimizer in simulated time: several evaluations may go on at once, each takes its time
 * on the clock, and the optimizer is told of them in the order in which they end; of those that end
 * together, in the order in which they began. Candidates are asked for as soon as a worker is idle.
 *
 * <p>An evaluation that the budget is not enough for is not begun, and no other after it.
 */
final class SimulatedSearch {

  private static final double NANOS = 1e9;

  private final Problem problem;
  private final Fidelities fidelities;
  private final SearchConditions conditions;
  private final Optimizer optimizer;
  private final EvaluationListener listener;
  private final SpentBudget spent;
  private final Deque<int[]> initial;
  private final PriorityQueue<Running> running = new PriorityQueue<>(
      Comparator.comparingDouble(Running::end).thenComparingLong(Running::begun));
  /** The highest level that each canonical genotype was evaluated at; unused with one level. */
  private final Map<IntBuffer, Integer> levels = new HashMap<>();

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
    this.problem = problem;
    this.fidelities = problem.fidelities();
    this.conditions = conditions;
    this.optimizer = optimizer;
    this.listener = listener;
    this.spent = new SpentBudget(conditions.budget());
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
    int[] genes = candidate.genes();
    int level = Math.min(candidate.fidelity(), fidelities.highest());
    int before = -1;
    if (!fidelities.single()) {
      int[] canonical = genes.clone();
      problem.genotypes().canonicalize(canonical);
      IntBuffer key = IntBuffer.wrap(canonical);
      before = levels.getOrDefault(key, -1);
      levels.put(key, Math.max(before, level));
    }
    double cost = fidelities.cost(level, before);
    SimulatedClock clock = conditions.clock();
    double end =
        Math.max(decided, now) + (clock == null ? cost : clock.seconds(genes, level, before));
    if (!spent.spend(cost, end)) {
      return false;
    }
    double[] objectives = new double[problem.objectives().size()];
    double[] margins = new double[problem.constraints().size()];
    problem.evaluateMargins(genes, level, objectives, margins);
    Evaluation evaluation =
        new Evaluation(candidate, objectives, margins, cost, clock == null ? Double.NaN : end);
    running.add(new Running(evaluation, end, begun++, proposed));
    return true;
  }
}
