package io.github.hwgptbench.suite;

import com.google.common.base.Throwables;
import io.github.hwgptbench.adapter.process.ExternalProgram;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Repeats finished runs of a suite, to check that their evaluations are bit-identical.
 *
 * @since 0.2.0
 */
public final class Verification {

  /**
   * A run that was repeated.
   *
   * @param settings settings of the recorded run
   * @param recorded outcome of the recorded run
   * @param command command of the program; null for an algorithm
   * @param identical whether all evaluations are bit-identical
   * @param failure why the repetition failed; null if it did not
   * @param proposalMicros mean {@linkplain RunOutcome#proposalTime proposal time} per evaluation of
   *     the repetition, in microseconds
   */
  public record Repetition(
      RunSettings settings,
      RunOutcome recorded,
      @Nullable String command,
      boolean identical,
      @Nullable String failure,
      double proposalMicros) {

    /** Returns what is different, in words that follow the name of the run. */
    public String difference() {
      return failure == null
          ? "has other evaluations when repeated"
          : "failed when repeated: " + failure;
    }
  }

  /** Name of the suites of runs over HTTP. */
  public static final String SERVED = "served";

  /** A finished run. */
  private record Recorded(
      ArchivedProblem problem, ArchivedRun run, @Nullable String command) {

    AlgorithmName algorithm() {
      return AlgorithmName.parse(run.outcome().algorithm());
    }

    Map<String, String> settings() {
      return Objects.requireNonNull(problem.algorithms().get(run.outcome().algorithm()));
    }

    /** Clients of the service have no command, and cannot have the names of algorithms. */
    boolean isOfClient(AlgorithmRegistry registry) {
      return command == null
          && problem.settings().suite().equals(SERVED)
          && registry.factories().stream()
              .noneMatch(it -> it.name().equalsIgnoreCase(algorithm().name()));
    }
  }

  private final List<SearchAlgorithm> given;
  private final AlgorithmRegistry registry;
  private final List<Recorded> finished;

  private Verification(
      List<SearchAlgorithm> given, AlgorithmRegistry registry, List<Recorded> finished) {
    this.given = given;
    this.registry = registry;
    this.finished = List.copyOf(finished);
  }

  /**
   * Opens the record of a suite whose algorithms are on the class path.
   *
   * @throws IOException if the folder has no record of a suite, or no run is finished
   */
  public static Verification open(Path folder) throws IOException {
    return open(folder, List.of());
  }

  /**
   * Opens the record of a suite.
   *
   * @param given further algorithms, which need not be on the class path
   * @throws IOException if the folder has no record of a suite, or no run is finished
   */
  public static Verification open(Path folder, List<SearchAlgorithm> given) throws IOException {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<Recorded> finished = new ArrayList<>();
    for (ArchivedProblem problem : SuiteArchive.open(folder).problems()) {
      if (problem.settings().simulation().stream().anyMatch(RunConditions::countsProposalTime)) {
        throw UsageException.of(
            "%s: the time of the optimizers counted on the clock, so that no run can be"
                + " repeated; allowed: suites without count-proposal-time",
            folder);
      }
      for (ArchivedRun run : problem.runs()) {
        finished.add(new Recorded(problem, run, command(problem, run, registry)));
      }
    }
    if (finished.isEmpty()) {
      throw new IOException(Text.format("%s: no run is finished", folder));
    }
    return new Verification(List.copyOf(given), registry, finished);
  }

  /** Returns the command that has started the program, if it was one that searched. */
  private static @Nullable String command(
      ArchivedProblem problem, ArchivedRun run, AlgorithmRegistry registry) {
    String name = AlgorithmName.parse(run.outcome().algorithm()).name();
    boolean known = registry.factories().stream().anyMatch(it -> it.name().equalsIgnoreCase(name));
    Map<String, String> settings =
        Objects.requireNonNull(problem.algorithms().get(run.outcome().algorithm()));
    return known ? null : settings.get(ExternalProgram.COMMAND);
  }

  private SearchAlgorithm algorithm(Recorded recorded) {
    AlgorithmName name = recorded.algorithm();
    for (SearchAlgorithm algorithm : given) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    if (recorded.isOfClient(registry)) {
      throw UsageException.of(
          "Algorithm '%s': a client of the service, so that its runs can't be repeated, or not"
              + " installed; allowed: runs of installed algorithms and of programs that a suite"
              + " starts",
          name);
    }
    boolean asynchronous =
        recorded.problem().settings().simulation().map(RunConditions::workers).orElse(1) > 1;
    return AlgorithmChoice.recorded(name, recorded.settings(), asynchronous, registry)
        .algorithm(registry);
  }

  /** Returns the commands of programs, one per finished run of a program. */
  public List<String> programs() {
    return finished.stream().flatMap(it -> Stream.ofNullable(it.command())).toList();
  }

  /** Returns the verification of the runs that are not of programs. */
  public Verification withoutPrograms() {
    return new Verification(
        given, registry, finished.stream().filter(it -> it.command() == null).toList());
  }

  /**
   * Returns why algorithms can't be repeated here without starting programs, by their names: they
   * are programs, or nobody knows them.
   */
  Map<String, String> notRepeatable() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Recorded recorded : finished) {
      String name = recorded.run().outcome().algorithm();
      if (recorded.command() != null) {
        reasons.put(name, Text.format("the program '%s'", recorded.command()));
      } else if (!known(recorded)) {
        reasons.put(name, "not among the algorithms of this installation");
      }
    }
    return reasons;
  }

  /** Returns whether a program has made the runs of an algorithm. */
  boolean isProgram(String algorithm) {
    return finished.stream()
        .anyMatch(it -> it.command() != null && it.run().outcome().algorithm().equals(algorithm));
  }

  private boolean known(Recorded recorded) {
    try {
      algorithm(recorded);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }

  /** Returns the verification of the runs of other algorithms than these. */
  Verification without(Collection<String> algorithms) {
    return new Verification(
        given,
        registry,
        finished.stream()
            .filter(it -> !algorithms.contains(it.run().outcome().algorithm()))
            .toList());
  }

  /** Returns the number of finished runs. */
  public int size() {
    return finished.size();
  }

  /**
   * Repeats a sample of the runs.
   *
   * @param sample number of runs, drawn at random with even shares of the algorithms and, within
   *     each, of the problems; all of them if there are fewer
   * @param seed seed of the draw
   * @param threads number of threads, which does not change results
   * @param answers sources of values for their problems
   * @param progress called after each run, by any thread
   * @throws IllegalArgumentException if an algorithm is unknown
   * @throws IOException if the record of one is damaged; thrown before any is repeated
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Repetition> repeat(
      int sample, long seed, int threads, ProblemAnswers answers, Runnable progress)
      throws IOException, InterruptedException {
    List<Recorded> drawn = EvenSample.of(
        finished,
        sample,
        new Random(seed),
        it -> it.run().outcome().algorithm(),
        it -> it.problem().settings().folderName());
    // Before anything is repeated: a record that is damaged needs no comparison.
    for (Recorded recorded : drawn) {
      recorded.run().open();
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, drawn.size()));
    try {
      List<Callable<Repetition>> repetitions = new ArrayList<>();
      for (Recorded recorded : drawn) {
        SearchAlgorithm algorithm = algorithm(recorded);
        repetitions.add(() -> {
          Repetition repetition = repeated(recorded, algorithm, answers);
          progress.run();
          return repetition;
        });
      }
      List<Repetition> results = new ArrayList<>();
      for (Future<Repetition> repetition : executor.invokeAll(repetitions)) {
        results.add(result(repetition));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static Repetition result(Future<Repetition> repetition)
      throws IOException, InterruptedException {
    try {
      return repetition.get();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfInstanceOf(cause, RuntimeException.class);
      throw new IllegalStateException(cause);
    }
  }

  private static Repetition repeated(
      Recorded recorded, SearchAlgorithm whole, ProblemAnswers answers)
      throws IOException, InterruptedException {
    RunSettings settings = recorded.problem().settings();
    RunOutcome outcome = recorded.run().outcome();
    SearchAlgorithm algorithm = outcome.timeLimit().isPresent()
        ? new FirstEvaluations(whole, outcome.evaluations())
        : whole;
    Suite suite = new Suite(List.of(settings), List.of(algorithm), List.of(outcome.seed()));
    Path temporary = Files.createTempDirectory("hwgpt-verify");
    try (SuiteFolder again = SuiteFolder.empty(temporary, suite.plan())) {
      RunOutcome now = new SuiteRunner(answers, again, 1, null)
          .run(suite, Shard.ALL, SuiteListener.NONE)
          .getOrDefault(settings, List.of())
          .get(0);
      return new Repetition(
          settings,
          outcome,
          recorded.command(),
          now.sha256().equals(outcome.sha256()),
          now.failure().orElse(null),
          now.proposalTime().orElseThrow().toNanos() / 1e3 / Math.max(1, now.evaluations()));
    } finally {
      SuiteFolder.delete(temporary);
    }
  }
}
