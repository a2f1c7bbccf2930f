package io.github.hwgptbench.cli;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows how far a suite has come: evaluations, runs, and the best hypervolume so far on the problem
 * on which a run has ended last. Safe for use by many threads.
 */
final class SuiteProgress implements SuiteListener, AutoCloseable {

  private final int runs;
  private final ProgressLine line;
  private final AtomicInteger ended = new AtomicInteger();
  private final Map<String, Double> best = new ConcurrentHashMap<>();
  private volatile String latest = "";

  /**
   * Begins.
   *
   * @param quiet whether to show nothing at all
   * @param runs how many there are
   * @param evaluations budget of each
   */
  SuiteProgress(PrintWriter err, boolean quiet, int runs, int evaluations) {
    this.runs = runs;
    this.line = quiet
        ? ProgressLine.silent()
        : new ProgressLine(err, "evaluations", (long) runs * evaluations, this::state);
  }

  /** Returns what follows the count of evaluations. */
  String state() {
    String state = "%d of %d runs".formatted(ended.get(), runs);
    return latest.isEmpty()
        ? state
        : String.format(Locale.ROOT, "%s, best hv %.4f of %s", state, best.get(latest), latest);
  }

  @Override
  public void evaluated() {
    line.step();
  }

  @Override
  public void ended(RunSettings problem, RunOutcome outcome) {
    ended.incrementAndGet();
    if (outcome.failure().isEmpty()) {
      best.merge(problem.folderName(), outcome.hypervolume(), Math::max);
      latest = problem.folderName();
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
