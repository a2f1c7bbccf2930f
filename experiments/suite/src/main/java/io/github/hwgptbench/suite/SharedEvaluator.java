package io.github.hwgptbench.suite;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The evaluator of all runs on a problem, open from the beginning of the first to the end of the
 * last. Safe for use by many threads.
 */
final class SharedEvaluator {

  private final Supplier<ObjectiveEvaluator> source;
  private int runsLeft;
  private int runsNow;
  private @Nullable ObjectiveEvaluator evaluator;

  /**
   * Opens nothing yet.
   *
   * @param runs how many there are
   */
  SharedEvaluator(Supplier<ObjectiveEvaluator> source, int runs) {
    this.source = source;
    this.runsLeft = runs;
  }

  /** Takes it for a run, which gives it back. */
  synchronized ObjectiveEvaluator take() {
    if (evaluator == null) {
      evaluator = source.get();
    }
    runsNow++;
    return evaluator;
  }

  /** Gives it back after a run, and closes it after the last. */
  synchronized void giveBack() {
    runsNow--;
    runsLeft--;
    if (evaluator != null && runsLeft == 0) {
      evaluator.close();
    }
  }

  /** Closes it although runs are left, unless one has never given it back. */
  synchronized void closeEarly() {
    if (evaluator != null && runsNow == 0 && runsLeft > 0) {
      evaluator.close();
    }
  }
}
