package io.github.hwgptbench.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Stopwatch;
import io.github.hwgptbench.record.ArchivedProblem;
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
import org.jspecify.annotations.Nullable;

/**
 * The state of a suite that runs in this process, or of a record. Runs report what they evaluate;
 * figures are made when somebody looks: of the runs that go on, and of the record of those that are
 * over. Safe for use by many threads.
 */
public final class LiveSuite implements SuiteListener {

  /** Whether a suite runs. */
  public enum Status {
    /** It runs in this process. */
    RUNNING,
    /** It was asked to stop, and does at the next evaluations of its runs. */
    STOPPING,
    /** Some of its runs are left to do. */
    INCOMPLETE,
    /** All its runs are over. */
    COMPLETE
  }

  /** Goes on with a suite. */
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
  /** How long what was drawn is shown to others. */
  private static final Duration FRESH = Duration.ofMillis(900);

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Run(String problem, String algorithm, long seed) {}

  /** What was drawn last, for all who look at the same. */
  private record Drawn(LiveProblem problem, long nanos, byte[] json) {}

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

  /**
   * Reads the record of a suite.
   *
   * @param folder of the suite
   * @param shard the part of it that is to run
   * @throws IOException if it can't be read
   */
  public LiveSuite(Path folder, Shard shard) throws IOException {
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
    for (ArchivedProblem problem : archive.problems()) {
      problem.runs().forEach(run -> count(problem.settings(), run.outcome()));
      problem.failed().forEach(outcome -> count(problem.settings(), outcome));
    }
    this.status = archive.complete() ? Status.COMPLETE : Status.INCOMPLETE;
  }

  private static Run run(RunSettings problem, RunOutcome outcome) {
    return new Run(problem.folderName(), outcome.algorithm(), outcome.seed());
  }

  private LiveProblem problem(RunSettings settings) {
    return Objects.requireNonNull(problems.get(settings.folderName()));
  }

  private void count(RunSettings problem, RunOutcome outcome) {
    problem(problem).add(outcome);
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
    return folder.getFileName().toString();
  }

  /** Returns whether its runs go on in this process. */
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

  /** Returns whether the suite runs. */
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
   * Lets the page resume the suite.
   *
   * @param resumption called when the page asks for it
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
   * @param runs what happens between the start and the end
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
      Progress all = progress();
      status = all.finished() + all.failed() < all.planned() ? Status.INCOMPLETE : Status.COMPLETE;
    }
  }

  @Override
  public RunListener begun(RunSettings problem, String algorithm, long seed) {
    Run key = new Run(problem.folderName(), algorithm, seed);
    LiveProblem live = problem(problem);
    RunOutcome before = unsettled.remove(key);
    if (before != null) {
      live.remove(before);
      synchronized (failures) {
        failures.removeIf(failure -> failure.problem().equals(key.problem)
            && failure.algorithm().equals(algorithm)
            && failure.seed() == seed);
      }
    }
    RunningRun run = new RunningRun(problem, live.grid(), algorithm, seed);
    running.put(key, run);
    return run;
  }

  @Override
  public void evaluated() {}

  @Override
  public void ended(RunSettings problem, RunOutcome outcome) {
    count(problem, outcome);
    running.remove(run(problem, outcome));
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
   * @param shown the name of its folder; the first problem where there is none of this name
   * @throws IOException if the record can't be read
   */
  public synchronized byte[] json(String shown) throws IOException {
    LiveProblem problem = problems.get(shown);
    if (problem == null) {
      problem = problems.values().iterator().next();
    }
    Drawn last = drawn;
    if (last != null
        && last.problem == problem
        && System.nanoTime() - last.nanos < FRESH.toNanos()) {
      return last.json;
    }
    List<Progress> rows =
        problems.values().stream().map(it -> it.progress(running(it))).toList();
    byte[] json = json(rows, draw(problem));
    drawn = new Drawn(problem, System.nanoTime(), json);
    return json;
  }

  private ProblemState draw(LiveProblem problem) throws IOException {
    // Before the record is read: a run that ends meanwhile is in one of both.
    List<RunningRun> on = running(problem);
    ArchivedProblem record = SuiteArchive.open(folder).problems().stream()
        .filter(it -> it.settings().folderName().equals(problem.id()))
        .findFirst()
        .orElseThrow();
    return problem.draw(on, record);
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
        status,
        note,
        seconds,
        Progress.sum(name, rows),
        rows,
        problem,
        latest,
        resumable()));
  }
}
