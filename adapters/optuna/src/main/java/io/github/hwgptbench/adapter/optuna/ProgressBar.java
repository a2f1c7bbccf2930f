package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One line of text that says how many trials of an optimisation have ended, and which is best. */
final class ProgressBar {

  private static final int WIDTH = 20;

  private final PrintStream out;
  private final @Nullable Integer trials;
  private final long began = System.nanoTime();
  private int ended;
  private int lastLength;
  private @Nullable FrozenTrial best;

  ProgressBar(PrintStream out, @Nullable Integer trials) {
    this.out = out;
    this.trials = trials;
  }

  /** Notes that a trial has ended. */
  synchronized void ended(Study study, FrozenTrial trial) {
    ended++;
    if (study.directions().size() == 1 && trial.completeWith(1) && trial.feasible()) {
      Direction direction = study.directions().get(0);
      FrozenTrial known = best;
      if (known == null
          || direction.minimized(trial.value()) < direction.minimized(known.value())) {
        best = trial;
      }
    }
    print(line());
  }

  private String line() {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    String time = Text.format("[%02d:%02d]", seconds / 60, seconds % 60);
    String known =
        best == null ? "" : Text.format(" best: trial %d, %s", best.number(), best.value());
    if (trials == null) {
      return Text.format("%d trials %s%s", ended, time, known);
    }
    int all = Math.max(1, trials);
    int done = Math.min(WIDTH, (int) ((long) WIDTH * ended / all));
    return Text.format(
        "%3d%% |%s%s| %d/%d %s%s",
        100L * ended / all, "#".repeat(done), " ".repeat(WIDTH - done), ended, trials, time, known);
  }

  private void print(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
    lastLength = line.length();
  }

  /** Ends the line, if there is one. */
  synchronized void close() {
    if (ended > 0) {
      out.println();
    }
  }
}
