package io.github.hwgptbench.live;

import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteFile;
import io.github.hwgptbench.suite.SuiteRunner;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs shipped suites in this process for the page, one at a time. It resumes only suites that it
 * has started, since a record has neither the shard nor the time limit of its runs. Safe for use by
 * many threads.
 */
public final class SuiteStarter implements AutoCloseable {

  private static final long PATIENCE_MS = 20_000;

  private final Path root;
  private final Benches benches;
  private final int threads;
  private final LiveSuites suites;
  private final PrintWriter log;
  private @Nullable Thread runner;
  private boolean closed;

  /**
   * Makes a starter, which runs nothing yet.
   *
   * @param root receives a folder per suite
   * @param benches benchmarks of all problems; stay open
   * @param threads number of simultaneous runs
   * @param suites receives the running suites
   * @param log receives the reasons why suites did not complete
   */
  public SuiteStarter(Path root, Benches benches, int threads, LiveSuites suites, PrintWriter log) {
    this.root = root;
    this.benches = benches;
    this.threads = threads;
    this.suites = suites;
    this.log = log;
  }

  /** Returns the names of the suites that can be started. */
  public static List<String> startable() {
    return SuiteFile.SHIPPED;
  }

  /**
   * Starts a shipped suite in a new folder.
   *
   * @return the name of the folder
   * @throws UsageException if there is no such suite, or another one is running
   * @throws IOException if the folder can't be written
   */
  public synchronized String start(String name) throws IOException {
    if (!startable().contains(name)) {
      throw UsageException.of("Suite '%s'; allowed: %s", name, String.join(", ", startable()));
    }
    checkIdle();
    Experiment experiment = Experiment.read(name);
    Suite suite = experiment.suite(benches);
    TimeLimit limit = experiment.timeLimit().orElse(null);
    SuiteFolder folder = SuiteFolder.fresh(root, name, suite.plan());
    begin(suite, folder, limit);
    return folder.path().getFileName().toString();
  }

  /** Resumes a suite that this has started, with the same time limit. */
  private synchronized void resume(Path path, Suite suite, @Nullable TimeLimit limit)
      throws IOException {
    checkIdle();
    SuiteFolder folder =
        SuiteFolder.resume(path, suite.plan(), limit == null ? null : limit.duration());
    begin(suite, folder, limit);
  }

  private void checkIdle() {
    if (closed) {
      throw new UsageException("The service is stopping");
    }
    if (runner != null && runner.isAlive()) {
      throw new UsageException("Another suite is running; stop it first, or wait until it ends");
    }
  }

  /** Begins to run a suite, and closes its folder in the end. */
  private void begin(Suite suite, SuiteFolder folder, @Nullable TimeLimit limit)
      throws IOException {
    LiveSuite live;
    try {
      live = new LiveSuite(folder.path(), Shard.ALL);
    } catch (IOException e) {
      folder.close();
      throw e;
    }
    Thread thread = new Thread(() -> run(suite, folder, limit, live), "suite");
    thread.setDaemon(true);
    runner = thread;
    live.offerResumption(() -> resume(folder.path(), suite, limit));
    live.start(thread::interrupt);
    suites.add(live);
    thread.start();
  }

  private void run(Suite suite, SuiteFolder folder, @Nullable TimeLimit limit, LiveSuite live) {
    try (folder) {
      live.run(listener ->
          new SuiteRunner(benches, folder, threads, limit).run(suite, Shard.ALL, listener));
    } catch (InterruptedException e) {
      // By request; the record has what was finished.
    } catch (IOException | RuntimeException | Error e) {
      log.printf(Locale.ROOT, "Suite in %s: %s%n", folder.path(), e);
      log.flush();
    }
  }

  /** Stops the running suite, as Ctrl-C does, and starts no more. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = runner;
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join(PATIENCE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
