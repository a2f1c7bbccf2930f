package io.github.hwgptbench.cli;

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
  private static final int BAR = 30;

  private final PrintWriter err;
  private final String unit;
  private volatile long total;
  private final Supplier<String> state;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final LongAdder done = new LongAdder();
  private final ScheduledExecutorService clock;
  private volatile boolean shown;
  private volatile int width;

  /**
   * Begins.
   *
   * @param unit what is counted, in the plural
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
    this(err, unit, total, state, onTerminal(), QUIET);
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
      Duration quiet) {
    this.err = err;
    this.unit = unit;
    this.total = total;
    this.state = state;
    this.terminal = terminal;
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
        new PrintWriter(Writer.nullWriter()), "", 0, () -> "", false, Duration.ofDays(1));
  }

  /** The launcher looks whether errors go to a terminal; Java alone can't. */
  private static boolean onTerminal() {
    String told = System.getProperty("hwgptbench.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
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
    String text = "%d of %d %s, %s a second, %s left"
        .formatted(count, total, unit, rate(rate), time((total - count) / rate));
    String more = state.get();
    text = more.isEmpty() ? text : text + ", " + more;
    if (terminal) {
      int filled = (int) (BAR * Math.min(count, total) / Math.max(1, total));
      String bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + text;
      // What the line before had more is wiped.
      err.print("\r" + bar + " ".repeat(Math.max(0, width - bar.length())));
      err.flush();
      width = bar.length();
    } else {
      err.println(text);
    }
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate);
  }

  /** Returns a time as people read it, such as {@code 3:07 min}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? "%d:%02d min".formatted(whole / 60, whole % 60)
            : "%d:%02d h".formatted(whole / 3600, whole / 60 % 60);
  }

  /** Ends; leaves a terminal with an empty line. */
  @Override
  public void close() {
    clock.shutdownNow();
    if (shown && terminal) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
    }
  }
}
