package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunTrace;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * When the evaluations of a run on a simulated clock with several workers began and ended. A record
 * has the ends; the beginnings follow from the time that each evaluation takes. Of evaluations that
 * began together the order is that of the record; tracks with several workers have one fidelity and
 * no noise, so that it does not matter.
 */
final class WorkerTimes {

  /** Far above the rounding of times, and far below the time of an evaluation. */
  private static final double ROUNDING_SECONDS = 1e-6;

  private final double[] begins;
  private final double[] ends;

  private WorkerTimes(double[] begins, double[] ends) {
    this.begins = begins;
    this.ends = ends;
  }

  /**
   * Computes the beginnings of evaluations. A worker that is not left idle begins where another
   * evaluation ended, or at 0: where that time and the duration add up to the recorded end, it is
   * the beginning, so that the difference of end and duration is not rounded.
   */
  static WorkerTimes of(RunTrace trace, Fidelities fidelities, SimulatedClock clock) {
    double[] begins = new double[trace.evaluations()];
    double[] ends = new double[trace.evaluations()];
    TreeSet<Double> idle = new TreeSet<>();
    idle.add(0.0);
    for (int i = 0; i < ends.length; i++) {
      Expense expense = trace.expense(i);
      double end = expense.seconds();
      double seconds =
          clock.seconds(trace.genes(i), expense.fidelity(), continued(fidelities, expense));
      double difference = end - seconds;
      ends[i] = end;
      begins[i] = difference;
      for (double begin :
          idle.subSet(difference - ROUNDING_SECONDS, difference + ROUNDING_SECONDS)) {
        if (begin + seconds == end) {
          begins[i] = begin;
        }
      }
      idle.add(end);
    }
    return new WorkerTimes(begins, ends);
  }

  /** Returns the level from which an evaluation has continued, which its cost shows; -1 if none. */
  private static int continued(Fidelities fidelities, Expense expense) {
    int before = expense.fidelity() - 1;
    while (before >= 0 && fidelities.cost(expense.fidelity(), before) != expense.cost()) {
      before--;
    }
    return before;
  }

  /** Returns the beginning of an evaluation, in seconds since the beginning of the run. */
  double begin(int i) {
    return begins[i];
  }

  /** Returns the evaluations in the order in which they began. */
  int[] order() {
    return IntStream.range(0, begins.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> begins[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns why workers could not have had these times; empty if they could. */
  Optional<String> wrong(int workers) {
    for (int i = 0; i < ends.length; i++) {
      if (!(begins[i] >= 0)) {
        return Optional.of(Text.format(
            "evaluation %d ends after %s s, and takes %s s", i + 1, ends[i], ends[i] - begins[i]));
      }
      if (i > 0 && ends[i] < ends[i - 1]) {
        return Optional.of(Text.format("evaluation %d ends before evaluation %d", i + 1, i));
      }
    }
    PriorityQueue<Double> running = new PriorityQueue<>();
    for (int i : order()) {
      while (!running.isEmpty() && running.element() <= begins[i]) {
        running.remove();
      }
      running.add(ends[i]);
      if (running.size() > workers) {
        return Optional.of(Text.format(
            "evaluation %d begins while %d others run; allowed: up to %d",
            i + 1, running.size() - 1, workers - 1));
      }
    }
    return Optional.empty();
  }
}
