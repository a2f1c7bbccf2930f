package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.BestHypervolumes;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a suite has come: evaluations, runs, and the best hypervolume so far on the problem
 * on which a run has ended last, relative to the best-known Pareto front where there is one. Safe
 * for use by many threads.
 */
final class SuiteProgress implements SuiteListener, AutoCloseable {

  private final int runs;
  private final BudgetAxis budget;
  /** In the unit that the line counts. */
  private double spent;

  private long shown;
  private final BestHypervolumes fronts;
  private final ProgressLine line;
  private final AtomicInteger ended = new AtomicInteger();
  private final List<String> anew = new CopyOnWriteArrayList<>();
  private final Map<RunSettings, Double> best = new ConcurrentHashMap<>();
  private volatile @Nullable RunSettings latest;

  /**
   * Begins.
   *
   * @param quiet whether to show nothing at all
   * @param runs how many there are
   * @param budget of each
   * @param fronts what hypervolumes are relative to, on the problems that it knows
   */
  SuiteProgress(PrintWriter err, boolean quiet, int runs, Budget budget, BestHypervolumes fronts) {
    this.runs = runs;
    this.budget = BudgetAxis.of(budget);
    this.fronts = fronts;
    this.line = quiet
        ? ProgressLine.silent()
        : new ProgressLine(
            err, this.budget.title(), Math.round(runs * this.budget.end()), this::state);
  }

  /** Returns what follows the count of evaluations. */
  String state() {
    String state = Text.format("%d of %d runs", ended.get(), runs);
    RunSettings problem = latest;
    return problem == null ? state : state + ", best " + best(problem);
  }

  private String best(RunSettings problem) {
    double hypervolume = Objects.requireNonNull(best.get(problem));
    if (problem.objectives().size() == 1) {
      return Text.format(
          "%s on %s",
          Table.readable(value(problem, hypervolume)), problem.problem().name());
    }
    return fronts.known(problem)
        ? Text.format(
            "relative hv %.4f on %s",
            fronts.share(problem, hypervolume), problem.problem().name())
        : Text.format("hv %.4f on %s", hypervolume, problem.problem().name());
  }

  /** Returns the value of the objective that has a hypervolume. */
  private static double value(RunSettings problem, double hypervolume) {
    Objective objective = problem.objectives().get(0);
    Bounds.Range range = problem.protocol().bounds().range(objective);
    double normalized = problem.protocol().referencePoint().get(0) - hypervolume;
    double part = normalized * (range.max() - range.min());
    return objective.metric().maximized() ? range.max() - part : range.min() + part;
  }

  @Override
  public void evaluated() {
    line.step();
  }

  @Override
  public void evaluated(double part) {
    if (budget.unit() == Budget.Unit.EVALUATIONS) {
      evaluated();
    } else {
      stepBy(part);
    }
  }

  /** The line counts integers only. */
  private synchronized void stepBy(double part) {
    spent += part / budget.amount() * budget.end();
    int more = (int) (Math.floor(spent) - shown);
    shown += more;
    line.step(more);
  }

  @Override
  public void begunAnew(RunSettings problem, String algorithm, long seed, int evaluation) {
    anew.add(Text.format(
        "%s with seed %d on %s, from evaluation %d on",
        algorithm, seed, problem.problem().name(), evaluation + 1));
  }

  /** Returns what to say of runs that did not go on from what was recorded; empty if all did. */
  Optional<String> begunAnew() {
    return anew.stream()
        .findFirst()
        .map(first -> Text.format(
            "%d runs search differently with the new budget or time, and were restarted; the"
                + " first is %s",
            anew.size(), first));
  }

  @Override
  public void ended(RunSettings problem, RunOutcome outcome) {
    ended.incrementAndGet();
    if (outcome.failure().isEmpty()) {
      best.merge(problem, outcome.hypervolume(), Math::max);
      latest = problem;
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
