package io.github.hwgptbench.live;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.PlannedSuite;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteFile;
import io.github.hwgptbench.suite.SuiteRunner;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs suites in this process for the page, one at a time: those that ship, and those of records
 * that are not complete. Safe for use by many threads.
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
   * @param benches answer on all problems; stay open
   * @param threads how many runs go on at the same time
   * @param suites show what runs
   * @param log receives why suites did not come to their end
   */
  public SuiteStarter(Path root, Benches benches, int threads, LiveSuites suites, PrintWriter log) {
    this.root = root;
    this.benches = benches;
    this.threads = threads;
    this.suites = suites;
    this.log = log;
    suites.resumeBy(this::resume);
  }

  /** Returns the names of the suites that can be started. */
  public static List<String> startable() {
    return SuiteFile.SHIPPED;
  }

  /**
   * Starts a suite that ships, in a new folder.
   *
   * @return the name of the folder
   * @throws UsageException if there is no such suite, or another one runs
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

  /**
   * Resumes the suite of a record.
   *
   * @throws UsageException if this process has other algorithms or models, the suite has programs,
   *     or another suite runs
   * @throws IOException if the record can't be read or written
   */
  private synchronized void resume(Path path) throws IOException {
    checkIdle();
    SuiteArchive archive = SuiteArchive.open(path);
    Suite suite = PlannedSuite.of(archive.plan(), benches);
    if (suite.algorithms().stream().anyMatch(SearchAlgorithm::hasSideEffects)) {
      throw new UsageException(
          "The suite has programs, which the service does not start; resume it by 'hwgpt run'");
    }
    Optional<Duration> limit = archive.problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .map(run -> run.outcome())
        .flatMap(outcome -> outcome.timeLimit().stream())
        .max(Comparator.naturalOrder());
    SuiteFolder folder = SuiteFolder.resume(path, suite.plan(), limit.orElse(null));
    begin(suite, folder, limit.map(TimeLimit::new).orElse(null));
  }

  private void checkIdle() {
    if (closed) {
      throw new UsageException("The service is stopping");
    }
    if (runner != null && runner.isAlive()) {
      throw new UsageException("Another suite runs; stop it first, or wait for its end");
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

  /** Stops what runs, as Ctrl-C does, and starts nothing more. */
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
