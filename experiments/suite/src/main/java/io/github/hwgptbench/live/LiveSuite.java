package io.github.hwgptbench.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Stopwatch;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.suite.RunListener;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a suite that runs in this process, or of a record. Runs report their evaluations;
 * figures are made on request, of the running runs and of the record of completed ones. Safe for
 * use by many threads.
 */
public final class LiveSuite implements SuiteListener {

  /** The status of a suite. */
  public enum Status {
    /** It runs in this process. */
    RUNNING,
    /** It was asked to stop, and will at the next evaluations of its runs. */
    STOPPING,
    /** Some of its runs are not done, or have failed. */
    INCOMPLETE,
    /** All its runs finished without failure. */
    COMPLETE
  }

  /** Resumes a suite. */
  @FunctionalInterface
  public interface Resumption {
    /**
     * Begins to go on.
     *
     * @throws IllegalArgumentException if this process can't run the suite
     * @throws IOException if the record can't be read or written
     */
    void resume() throws IOException;
  }

  private static final int MOST_FAILURES = 200;
  /** How long what was drawn is shown to others, at least. */
  private static final Duration FRESH = Duration.ofMillis(900);
  /** How many times as long as it took to draw it is shown. */
  private static final int PAUSES = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Run(String problem, String algorithm, long seed) {}

  /** What was drawn last, for all who look at the same, until a time of the system's clock. */
  private record Drawn(LiveProblem problem, Status status, long until, byte[] json) {}

  private final Path folder;
  private final String name;
  private final Map<String, LiveProblem> problems = new LinkedHashMap<>();
  /** Runs that ended without coming to their end, and may go on. */
  private final ConcurrentMap<Run, RunOutcome> unsettled = new ConcurrentHashMap<>();

  private final ConcurrentMap<Run, RunningRun> running = new ConcurrentHashMap<>();
  private final Deque<SuiteState.Failure> failures = new ArrayDeque<>();
  private final Stopwatch time = Stopwatch.createUnstarted();
  private volatile Status status;
  private volatile String note = "";
  private Runnable stopping = () -> {};
  private @Nullable Resumption resuming;
  private @Nullable Drawn drawn;
  /** What the plan was like when it was read. */
  private final RecordVersion plan;
  /** What the record was like when it was read last. */
  private RecordVersion version;
  /** The record as it was then; null where it was not needed since. */
  private @Nullable SuiteArchive record;

  /**
   * Reads the record of a suite.
   *
   * @param folder of the suite
   * @param shard the part of the suite to run
   * @throws IOException if it can't be read
   */
  public LiveSuite(Path folder, Shard shard) throws IOException {
    this.plan = RecordVersion.ofPlan(folder);
    this.version = RecordVersion.of(folder);
    SuiteArchive archive = SuiteArchive.open(folder);
    SuitePlan plan = archive.plan();
    this.folder = folder;
    this.name = plan.name();
    List<String> algorithms = List.copyOf(plan.algorithms().keySet());
    int number = 0;
    for (RunSettings problem : plan.problems()) {
      LiveProblem live = new LiveProblem(problem, algorithms);
      problems.put(live.id(), live);
      for (String algorithm : algorithms) {
        for (int seed = 0; seed < plan.seeds().size(); seed++) {
          if (shard.has(number++)) {
            live.plan(algorithm);
          }
        }
      }
    }
    recount(archive);
    this.status = statusAtRest();
  }

  private void recount(SuiteArchive archive) {
    unsettled.clear();
    synchronized (failures) {
      failures.clear();
    }
    for (ArchivedProblem problem : archive.problems()) {
      List<RunOutcome> outcomes = Stream.concat(
              problem.runs().stream().map(ArchivedRun::outcome), problem.failed().stream())
          .toList();
      problem(problem.settings()).recount(outcomes);
      outcomes.forEach(outcome -> keep(problem.settings(), outcome));
    }
  }

  private Status statusAtRest() {
    Progress all = progress();
    return all.finished() < all.planned() ? Status.INCOMPLETE : Status.COMPLETE;
  }

  /** Returns whether the record is still that of what was planned when it was read. */
  boolean hasPlanOf(RecordVersion now) {
    return plan.equals(now);
  }

  /** Counts the runs anew that another process has added to the record. */
  synchronized void refresh() throws IOException {
    if (!runs() && !RecordVersion.of(folder).equals(version)) {
      record();
    }
  }

  private synchronized SuiteArchive record() throws IOException {
    RecordVersion now = RecordVersion.of(folder);
    SuiteArchive known = record;
    if (known != null && now.equals(version)) {
      return known;
    }
    SuiteArchive archive = SuiteArchive.open(folder);
    synchronized (time) {
      if (!runs() && !now.equals(version)) {
        recount(archive);
        status = statusAtRest();
      }
    }
    record = archive;
    version = now;
    return archive;
  }

  private static Run run(RunSettings problem, RunOutcome outcome) {
    return new Run(problem.folderName(), outcome.algorithm(), outcome.seed());
  }

  private LiveProblem problem(RunSettings settings) {
    return Objects.requireNonNull(problems.get(settings.folderName()));
  }

  private void keep(RunSettings problem, RunOutcome outcome) {
    if (outcome.failure().isPresent() || outcome.timeLimit().isPresent()) {
      unsettled.put(run(problem, outcome), outcome);
    }
    outcome
        .failure()
        .ifPresent(reason -> addFailure(new SuiteState.Failure(
            problem.folderName(),
            outcome.algorithm(),
            outcome.seed(),
            outcome.evaluations(),
            reason)));
  }

  private void addFailure(SuiteState.Failure failure) {
    synchronized (failures) {
      failures.addFirst(failure);
      if (failures.size() > MOST_FAILURES) {
        failures.removeLast();
      }
    }
  }

  /** Returns the name of the folder of the record. */
  public String id() {
    return name(folder);
  }

  /** Returns the name of a folder, also where its path is {@code .}. */
  static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /** Returns the folder of the record. */
  Path folder() {
    return folder;
  }

  /** Returns whether it runs in this process. */
  public boolean runs() {
    return status == Status.RUNNING || status == Status.STOPPING;
  }

  /** Returns why the suite does not run, if that is not by request; else empty. */
  String note() {
    return note;
  }

  int problems() {
    return problems.size();
  }

  /** Returns the status of the suite. */
  public Status status() {
    return status;
  }

  /**
   * Called when its runs are about to begin in this process.
   *
   * @param stop asks them to stop
   */
  public void start(Runnable stop) {
    synchronized (time) {
      time.start();
      note = "";
      status = Status.RUNNING;
      stopping = stop;
    }
  }

  /**
   * Asks the suite to stop, as Ctrl-C does: its runs end at their next evaluations, and can be
   * resumed.
   *
   * @return whether it was running
   */
  public boolean stop() {
    synchronized (time) {
      if (status != Status.RUNNING) {
        return false;
      }
      status = Status.STOPPING;
      stopping.run();
      return true;
    }
  }

  /**
   * Allows the page to resume the suite.
   *
   * @param resumption called at the request of the page
   */
  public void offerResumption(Resumption resumption) {
    synchronized (time) {
      resuming = resumption;
    }
  }

  /**
   * Resumes the suite.
   *
   * @return whether that was possible
   * @throws IllegalArgumentException if this process can't run the suite
   * @throws IOException if the record can't be read or written
   */
  public boolean resume() throws IOException {
    Resumption resumption;
    synchronized (time) {
      resumption = status == Status.INCOMPLETE ? resuming : null;
    }
    if (resumption != null) {
      resumption.resume();
    }
    return resumption != null;
  }

  private boolean resumable() {
    synchronized (time) {
      return resuming != null && status == Status.INCOMPLETE;
    }
  }

  /** Runs a suite. */
  @FunctionalInterface
  public interface Runs<T> {
    /**
     * Runs it.
     *
     * @throws IOException if the record can't be written
     * @throws InterruptedException if the thread is interrupted
     */
    T run(SuiteListener listener) throws IOException, InterruptedException;
  }

  /**
   * Runs the suite in this thread, after its {@linkplain #start start}.
   *
   * @param runs runs the suite between the start and the end
   * @throws IOException if the record can't be written
   * @throws InterruptedException if it is stopped
   */
  public <T> T run(Runs<T> runs) throws IOException, InterruptedException {
    String trouble = "";
    try {
      return runs.run(this);
    } catch (IOException | RuntimeException | Error e) {
      trouble = String.valueOf(e.getMessage());
      throw e;
    } finally {
      stopped(trouble);
      // It may have been stopped when it had just come to its end.
      Thread.interrupted();
    }
  }

  private void stopped(String reason) {
    synchronized (time) {
      time.stop();
      running.clear();
      note = reason;
      status = statusAtRest();
    }
  }

  @Override
  public RunListener begun(RunSettings problem, String algorithm, long seed) {
    Run key = new Run(problem.folderName(), algorithm, seed);
    LiveProblem live = problem(problem);
    takeBack(live, key);
    RunningRun run = new RunningRun(problem, live.grid(), algorithm, seed);
    running.put(key, run);
    return run;
  }

  /** Forgets how a run ended that goes on. */
  private void takeBack(LiveProblem problem, Run run) {
    RunOutcome before = unsettled.remove(run);
    if (before != null) {
      problem.remove(before);
      synchronized (failures) {
        failures.removeIf(failure -> failure.problem().equals(run.problem)
            && failure.algorithm().equals(run.algorithm)
            && failure.seed() == run.seed);
      }
    }
  }

  @Override
  public void evaluated() {}

  @Override
  public void ended(RunSettings problem, RunOutcome outcome) {
    Run key = run(problem, outcome);
    LiveProblem live = problem(problem);
    // Runs on other machines are not heard of when they begin.
    takeBack(live, key);
    live.add(outcome);
    keep(problem, outcome);
    running.remove(key);
  }

  private List<RunningRun> running(LiveProblem problem) {
    return running.entrySet().stream()
        .filter(entry -> entry.getKey().problem.equals(problem.id()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Returns the progress of the whole suite. */
  Progress progress() {
    return Progress.sum(
        name, problems.values().stream().map(it -> it.progress(running(it))).toList());
  }

  /**
   * Returns the state as JSON, with the figures of one problem.
   *
   * @param shown the name of its folder; the first problem if there is none of this name
   * @throws IOException if the record can't be read
   */
  public synchronized byte[] json(String shown) throws IOException {
    LiveProblem problem = problems.get(shown);
    if (problem == null) {
      problem = problems.values().iterator().next();
    }
    Drawn last = drawn;
    long begin = System.nanoTime();
    if (last != null
        && last.problem == problem
        && last.status == status
        && begin - last.until < 0) {
      return last.json;
    }
    refresh();
    Status shownStatus = status;
    List<Progress> rows =
        problems.values().stream().map(it -> it.progress(running(it))).toList();
    byte[] json = json(rows, draw(problem));
    long end = System.nanoTime();
    drawn = new Drawn(
        problem, shownStatus, end + Math.max(FRESH.toNanos(), PAUSES * (end - begin)), json);
    return json;
  }

  private ProblemState draw(LiveProblem problem) throws IOException {
    // Before the record is read: a run that ends meanwhile is in one of both.
    List<RunningRun> on = running(problem);
    ArchivedProblem over = record().problems().stream()
        .filter(it -> it.settings().folderName().equals(problem.id()))
        .findFirst()
        .orElseThrow();
    return problem.draw(on, over);
  }

  private byte[] json(List<Progress> rows, ProblemState problem) throws JsonProcessingException {
    List<SuiteState.Failure> latest;
    synchronized (failures) {
      latest = new ArrayList<>(failures);
    }
    long seconds;
    synchronized (time) {
      seconds = time.elapsed(TimeUnit.SECONDS);
    }
    return JSON.writeValueAsBytes(new SuiteState(
        name,
        folder.toString(),
        new SuiteState.Activity(status, note, seconds, resumable()),
        Progress.sum(name, rows),
        rows,
        problem,
        latest));
  }
}
