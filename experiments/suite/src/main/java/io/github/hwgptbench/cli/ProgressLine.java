package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Shows how far long work has come: on a terminal a bar with the rate and the time left, elsewhere
 * a line every ten seconds, and nothing at all where the work takes less than two. Safe for use by
 * many threads.
 */
final class ProgressLine implements AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  /** Clears all from the cursor on. */
  private static final String CLEAR = "\u001b[J";

  /**
   * What does not fit into the row is not shown. With the cursor back at its beginning, a terminal
   * that is made narrower, and breaks the line anew, leaves nothing behind.
   */
  private static final String ONE_ROW = "\u001b[?7l";

  private static final String MANY_ROWS = "\u001b[?7h";
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter err;
  private final String unit;
  private volatile long total;
  private final Supplier<String> state;
  private final boolean terminal;
  private final boolean escapes;
  private final int columns;
  private final long start = System.nanoTime();
  private final LongAdder done = new LongAdder();
  private final RecentRate recent = new RecentRate();
  private final ScheduledExecutorService clock;
  private volatile boolean shown;
  private volatile int width;

  /**
   * Begins.
   *
   * @param unit what is counted, in the plural; empty for steps of different kinds, which are shown
   *     in per cent
   * @param total how many there are
   */
  ProgressLine(PrintWriter err, String unit, long total) {
    this(err, unit, total, () -> "");
  }

  /**
   * Begins.
   *
   * @param unit what is counted, in the plural
   * @param total how many there are
   * @param state what else to show, asked for each time; may be empty
   */
  ProgressLine(PrintWriter err, String unit, long total, Supplier<String> state) {
    this(
        err,
        unit,
        total,
        state,
        Terminal.interactive(),
        Terminal.escapes(),
        Terminal.columns(USUAL_COLUMNS),
        QUIET);
  }

  /** Begins where nobody knows yet how many there are. */
  ProgressLine(PrintWriter err, String unit) {
    this(err, unit, 0);
  }

  ProgressLine(
      PrintWriter err,
      String unit,
      long total,
      Supplier<String> state,
      boolean terminal,
      boolean escapes,
      int columns,
      Duration quiet) {
    // A line that is written over and over commands the terminal; what stands in it must not.
    this.err = ConsoleWriter.raw(err);
    this.unit = unit;
    this.total = total;
    this.state = state;
    this.terminal = terminal;
    this.escapes = escapes;
    this.columns = columns;
    this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, "progress");
      thread.setDaemon(true);
      return thread;
    });
    clock.scheduleAtFixedRate(
        this::show,
        quiet.toMillis(),
        (terminal ? ON_TERMINAL : ELSEWHERE).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Returns one that counts and shows nothing. */
  static ProgressLine silent() {
    return new ProgressLine(
        new PrintWriter(Writer.nullWriter()),
        "",
        0,
        () -> "",
        false,
        false,
        USUAL_COLUMNS,
        Duration.ofDays(1));
  }

  /** Says how many there are. */
  void total(long count) {
    total = count;
  }

  /** Counts one more. */
  void step() {
    done.increment();
  }

  /** Counts some more. */
  void step(int count) {
    done.add(count);
  }

  private void show() {
    long count = done.sum();
    if (count == 0) {
      return;
    }
    shown = true;
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = count / seconds;
    // Steps of different kinds take turns, so that the recent ones do not stand for the others.
    String text = unit.isEmpty()
        ? Text.format("%d %%, %s left", 100 * count / total, Text.time((total - count) / rate))
        : Text.format(
            "%d of %d %s, %s per second, %s left",
            count, total, unit, rate(rate), Text.time((total - count) / recent.at(seconds, count)));
    String more = state.get();
    text = more.isEmpty() ? text : text + ", " + ConsoleWriter.cell(more);
    if (terminal) {
      String line = bar(count, columns - text.length() - " [] ".length()) + text;
      if (escapes) {
        err.print(CLEAR + ONE_ROW + line + MANY_ROWS + "\r");
        err.flush();
        return;
      }
      // One that is too long for a terminal would leave a piece of itself behind each time.
      line = line.substring(0, Math.min(line.length(), columns - 1));
      // What the line before had more is wiped.
      err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      err.flush();
      width = line.length();
    } else {
      err.println(text);
    }
  }

  /** Returns a bar, or nothing where there is too little room for one. */
  private String bar(long count, int room) {
    int length = Math.min(LONGEST_BAR, room);
    if (length < SHORTEST_BAR) {
      return "";
    }
    int filled = (int) (length * Math.min(count, total) / Math.max(1, total));
    return "[" + "#".repeat(filled) + ".".repeat(length - filled) + "] ";
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate);
  }

  /** Ends; leaves a terminal with an empty line. */
  @Override
  public void close() {
    clock.shutdownNow();
    if (shown && terminal && escapes) {
      err.print(CLEAR);
      err.flush();
    } else if (shown && terminal) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
    }
  }
}
