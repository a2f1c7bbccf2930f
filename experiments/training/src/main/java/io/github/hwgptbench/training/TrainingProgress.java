package io.github.hwgptbench.training;

import io.github.hwgptbench.internal.text.Text;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Says how far a training is, how long it will take, and what the networks of the last step lost:
 * on a terminal in one line that changes, elsewhere in a line every ten seconds.
 */
final class TrainingProgress implements SupernetTraining.Listener, AutoCloseable {

  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter err;
  private final int total;
  private final boolean terminal = Boolean.getBoolean("hwgptbench.terminal");
  private final int columns = Integer.getInteger("hwgptbench.columns", USUAL_COLUMNS);
  private final long every = (terminal ? ON_TERMINAL : ELSEWHERE).toNanos();
  private long start = System.nanoTime();
  private long shown = start;
  private int before = -1;
  private boolean line;

  /**
   * Begins.
   *
   * @param total steps of the training
   */
  TrainingProgress(PrintWriter err, int total) {
    this.err = err;
    this.total = total;
  }

  @Override
  public void step(int steps, float[] losses) {
    long now = System.nanoTime();
    if (before < 0) {
      // The first step also loads the library, and may be that of a training that goes on.
      before = steps;
      start = now;
    }
    if (now - shown < every || steps == before) {
      return;
    }
    shown = now;
    double rate = (steps - before) / ((now - start) / 1e9);
    StringBuilder text = new StringBuilder(Text.format(
        "%d of %d steps, %.1f per second, %s left, losses",
        steps, total, rate, Text.time((total - steps) / rate)));
    for (float loss : losses) {
      text.append(Text.format(" %.3f", loss));
    }
    show(text.toString());
  }

  private void show(String text) {
    if (terminal) {
      String cut = text.substring(0, Math.min(text.length(), columns - 1));
      err.print("\r" + cut + " ".repeat(columns - 1 - cut.length()));
      err.flush();
      line = true;
    } else {
      err.println(text);
    }
  }

  /** Ends; leaves a terminal with an empty line. */
  @Override
  public void close() {
    if (line) {
      err.print("\r" + " ".repeat(columns - 1) + "\r");
      err.flush();
    }
  }
}
