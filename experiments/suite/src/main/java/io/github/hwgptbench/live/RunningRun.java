package io.github.hwgptbench.live;

import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.RunEvaluation;
import io.github.hwgptbench.suite.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A run that goes on. Its thread only stores evaluations; whoever looks at the run computes its
 * hypervolume, unless more are stored than fit, and the thread of the run has to. Safe for use by
 * many threads.
 */
final class RunningRun implements RunListener {

  private static final int MOST_STORED = 4096;

  private final String algorithm;
  private final long seed;
  private final CurveGrid grid;
  private final RunHistory history;
  private List<RunEvaluation> stored = new ArrayList<>();
  private int evaluations;
  private double spent;

  RunningRun(RunSettings settings, CurveGrid grid, String algorithm, long seed) {
    this.algorithm = algorithm;
    this.seed = seed;
    this.grid = grid;
    this.history = new RunHistory(settings, grid);
  }

  String algorithm() {
    return algorithm;
  }

  long seed() {
    return seed;
  }

  @Override
  public void evaluated(RunEvaluation evaluation) {
    boolean full;
    synchronized (this) {
      stored.add(evaluation);
      evaluations++;
      spent = grid.spent(spent, evaluation.expense());
      full = stored.size() >= MOST_STORED;
    }
    if (full) {
      look(run -> run);
    }
  }

  private synchronized List<RunEvaluation> takeStored() {
    List<RunEvaluation> taken = stored;
    stored = new ArrayList<>();
    return taken;
  }

  synchronized int evaluations() {
    return evaluations;
  }

  /** Returns which share of its budget the run has spent. */
  synchronized double share() {
    return Math.min(1, spent / grid.axis().amount());
  }

  /** Looks at the history of the run, while it does not change. */
  <T> T look(Function<RunHistory, T> view) {
    synchronized (history) {
      takeStored().forEach(history::add);
      return view.apply(history);
    }
  }
}
