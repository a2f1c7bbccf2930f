package io.github.hwgptbench.cli;

import com.google.common.net.UrlEscapers;
import io.github.hwgptbench.live.LiveSuite;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.service.LiveService;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The live page of the suite that a command runs, or none. Used by the thread of the command. */
final class LiveView implements AutoCloseable {

  private final LiveSuites suites;
  /** Null for no page. */
  private final @Nullable LiveService service;

  private final PrintWriter log;
  private @Nullable LiveSuite suite;

  /** Does what is left of a suite. */
  @FunctionalInterface
  interface Attempt<T> {
    /** Closes the folder. */
    T in(SuiteFolder folder) throws IOException, InterruptedException;
  }

  /** Opens the folder of a suite to go on with it. */
  @FunctionalInterface
  interface Reopening {
    SuiteFolder open() throws IOException;
  }

  /**
   * Makes a view.
   *
   * @param log receives the address, and what goes wrong
   */
  LiveView(LiveSuites suites, @Nullable LiveService service, PrintWriter log) {
    this.suites = suites;
    this.service = service;
    this.log = log;
  }

  /** Returns a view that shows nothing. */
  static LiveView none() {
    return new LiveView(new LiveSuites(Path.of("")), null, new PrintWriter(Writer.nullWriter()));
  }

  /**
   * Runs a suite, and shows it.
   *
   * @param folder of its record
   * @param listener hears of its runs too
   */
  <T> T run(Path folder, Shard shard, SuiteListener listener, LiveSuite.Runs<T> runs)
      throws IOException, InterruptedException {
    if (service == null) {
      return runs.run(listener);
    }
    LiveSuite shown = new LiveSuite(folder, shard);
    Thread runner = Thread.currentThread();
    shown.start(runner::interrupt);
    suites.add(shown);
    if (suite == null) {
      say(
          "Live page: %s#%s%n",
          service.page(), UrlEscapers.urlPathSegmentEscaper().escape(shown.id()));
    }
    suite = shown;
    return shown.run(live -> runs.run(listener.and(live)));
  }

  /**
   * Does what is left of a suite, again and again where the page stops and resumes it.
   *
   * @param notice called when the page has stopped it
   * @throws RunsFailedException if the page has stopped it, and ends with the command
   */
  <T> T untilDone(SuiteFolder folder, Attempt<T> attempt, Reopening again, Runnable notice)
      throws IOException, InterruptedException, RunsFailedException {
    SuiteFolder next = folder;
    while (true) {
      try {
        return attempt.in(next);
      } catch (InterruptedException e) {
        LiveSuite stopped = suite;
        if (stopped == null) {
          throw e;
        }
        notice.run();
        if (!Terminal.interactive()) {
          throw new RunsFailedException("Stopped by the live page");
        }
        CountDownLatch resumed = new CountDownLatch(1);
        stopped.offerResumption(resumed::countDown);
        say("The live page can resume it too; Ctrl-C ends it%n");
        resumed.await();
        next = again.open();
      }
    }
  }

  /**
   * Waits for Ctrl-C at a terminal, with the page still there.
   *
   * @param trouble what went wrong with the suite, printed before; null for nothing
   */
  void stay(@Nullable String trouble) throws InterruptedException {
    if (service != null && Terminal.interactive()) {
      if (trouble != null) {
        say("Error: %s%n", trouble);
      }
      say("The live page stays at %s; Ctrl-C ends it%n", service.page());
      new CountDownLatch(1).await();
    }
  }

  private void say(String format, Object... values) {
    log.printf(Locale.ROOT, format, values);
    log.flush();
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
  }
}
