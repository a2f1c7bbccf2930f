package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteRunnerTest {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("accuracy"), Objective.parse("energy@rtx2080"));

  private final HwGptBench bench = HwGptBench.open(SearchSpace.s());

  @TempDir
  private Path temp;

  @AfterEach
  void close() {
    bench.close();
  }

  private RunSettings settings(int evaluations, boolean noisy, Constraint... constraints) {
    ProblemName name = new ProblemName("s", OBJECTIVES, List.of(constraints));
    return new RunSettings(
        "test",
        new ProblemSpec(name.toString(), bench.space(), OBJECTIVES, List.of(constraints), noisy),
        new HypervolumeProtocol("default-1", bench.bounds("default"), List.of(1.1, 1.1)),
        evaluations,
        Provenance.of("none"));
  }

  private Suite suite(RunSettings settings, List<SearchAlgorithm> algorithms, Long... seeds) {
    return new Suite(List.of(settings), algorithms, List.of(seeds));
  }

  private List<Objective> metrics(RunSettings settings) {
    return new ProblemName("s", OBJECTIVES, settings.constraints()).metrics();
  }

  private final ProblemAnswers answers = new ProblemAnswers() {
    @Override
    public ObjectiveEvaluator evaluator(RunSettings problem) {
      return bench.evaluator(metrics(problem));
    }

    @Override
    public ObservationSampler sampler(RunSettings problem) {
      return bench.noisy(metrics(problem));
    }
  };

  private List<RunOutcome> run(Suite suite, String folder, int threads)
      throws IOException, InterruptedException {
    return run(suite, folder, threads, Optional.empty(), SuiteListener.NONE);
  }

  private List<RunOutcome> run(
      Suite suite, String folder, int threads, Optional<TimeLimit> limit, SuiteListener listener)
      throws IOException, InterruptedException {
    try (SuiteFolder record = SuiteFolder.resume(temp.resolve(folder), suite.plan())) {
      return new SuiteRunner(answers, record, threads, limit.orElse(null))
          .run(suite, Shard.ALL, listener).values().stream()
              .flatMap(List::stream)
              .toList();
    }
  }

  private Path file(String folder, RunSettings problem, String name) {
    return temp.resolve(folder).resolve(problem.folderName()).resolve(name);
  }

  private ArchivedProblem archived(String folder) throws IOException {
    return SuiteArchive.open(temp.resolve(folder)).problems().get(0);
  }

  /** Counts evaluations. */
  private static final class Count implements SuiteListener {
    private final AtomicInteger evaluations = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public void evaluated() {
      evaluations.incrementAndGet();
    }

    @Override
    public void ended(RunSettings problem, RunOutcome outcome) {
      runs.incrementAndGet();
    }
  }

  @Test
  void sameBytesOnAnyNumberOfThreads() throws Exception {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<SearchAlgorithm> algorithms = Stream.of("random", "jmetal:NSGAII", "moea:NSGAII")
        .map(registry::algorithm)
        .toList();
    Suite suite = new Suite(
        List.of(settings(90, false), settings(90, true)), algorithms, List.of(1L, 2L, 3L));
    Count count = new Count();
    List<RunOutcome> alone = run(suite, "one", 1, Optional.empty(), count);
    List<RunOutcome> together = run(suite, "four", 4);
    assertEquals(suite.size() * 90, count.evaluations.get());
    assertEquals(suite.size(), count.runs.get());
    for (int i = 0; i < suite.size(); i++) {
      assertEquals(alone.get(i).hypervolume(), together.get(i).hypervolume());
      assertEquals(alone.get(i).sha256(), together.get(i).sha256());
    }
    SuiteArchive one = SuiteArchive.open(temp.resolve("one"));
    assertTrue(one.complete());
    SuiteArchive four = SuiteArchive.open(temp.resolve("four"));
    for (int i = 0; i < one.problems().size(); i++) {
      List<ArchivedRun> runs = one.problems().get(i).runs();
      for (int j = 0; j < runs.size(); j++) {
        assertArrayEquals(
            runs.get(j).bytes(), four.problems().get(i).runs().get(j).bytes());
        assertEquals(90, runs.get(j).open().evaluations());
      }
    }
  }

  /** Waits for each evaluation. */
  private record SlowEvaluator(ObjectiveEvaluator evaluator) implements ObjectiveEvaluator {

    static final int MILLIS = 20;

    @Override
    public SearchSpace space() {
      return evaluator.space();
    }

    @Override
    public List<Objective> objectives() {
      return evaluator.objectives();
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      evaluator.evaluate(genes, values);
    }

    @Override
    public void close() {
      evaluator.close();
    }
  }

  @Test
  void theTimeOfEvaluationsIsNotThatOfTheAlgorithm() throws Exception {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<SearchAlgorithm> algorithms = Stream.of(
            "random", "nsga2", "ehvi", "local-search", "jmetal:NSGAII", "moea:NSGAII")
        .map(registry::algorithm)
        .toList();
    ProblemAnswers slow = new ProblemAnswers() {
      @Override
      public ObjectiveEvaluator evaluator(RunSettings problem) {
        return new SlowEvaluator(answers.evaluator(problem));
      }

      @Override
      public ObservationSampler sampler(RunSettings problem) {
        return answers.sampler(problem);
      }
    };
    Suite suite = suite(settings(12, false), algorithms, 1L);
    List<RunOutcome> quick = run(suite, "quick", 1);
    try (SuiteFolder record = SuiteFolder.empty(temp.resolve("slow"), suite.plan())) {
      new SuiteRunner(slow, record, 1, null).run(suite, Shard.ALL, SuiteListener.NONE);
    }
    for (int i = 0; i < algorithms.size(); i++) {
      RunOutcome outcome = archived("slow").runs().get(i).outcome();
      assertEquals(quick.get(i).sha256(), outcome.sha256());
      Duration evaluations = outcome.duration().minus(outcome.proposalTime().orElseThrow());
      // Timers may be early by a little.
      assertTrue(
          evaluations.toMillis() >= 12 * (SlowEvaluator.MILLIS - 1),
          outcome.algorithm() + " " + outcome.timing());
    }
  }

  @Test
  void recordsAccuracyAsItIsAndReadingsBesideValuesWithNoise() throws Exception {
    List<SearchAlgorithm> random = List.of(AlgorithmRegistry.load().algorithm("random"));
    List<RunOutcome> quiet = run(suite(settings(50, false), random, 1L), "quiet", 1);
    List<RunOutcome> noisy = run(suite(settings(50, true), random, 1L), "noisy", 1);
    RunTrace values = archived("quiet").runs().get(0).open();
    RunTrace readings = archived("noisy").runs().get(0).open();
    double[] expected = new double[2];
    try (ObjectiveEvaluator evaluator = bench.evaluator(OBJECTIVES)) {
      evaluator.evaluate(values.genes(0), expected);
    }
    assertArrayEquals(expected, values.objectives(0));
    assertArrayEquals(expected, values.noiseFree(0));
    assertTrue(expected[0] > 0);
    assertArrayEquals(values.genes(0), readings.genes(0));
    assertEquals(expected[0], readings.objectives(0)[0]);
    assertNotEquals(expected[1], readings.objectives(0)[1]);
    assertArrayEquals(expected, readings.noiseFree(0));
    // Random search does not look at values, so it found the same networks, worth the same.
    assertEquals(quiet.get(0).hypervolume(), noisy.get(0).hypervolume());
  }

  @Test
  void whatBreaksAConstraintIsNotFound() throws Exception {
    List<SearchAlgorithm> random = List.of(AlgorithmRegistry.load().algorithm("random"));
    Constraint impossible = Constraint.parse("params<=1");
    RunOutcome outcome =
        run(suite(settings(20, false, impossible), random, 1L), "none", 1).get(0);
    assertEquals(0, outcome.hypervolume());
    assertEquals(0, outcome.feasible());
    RunTrace trace = archived("none").runs().get(0).open();
    assertEquals(
        bench.query(bench.space().decode(trace.genes(3)), Objective.parse("params")) - 1,
        trace.violations(3)[0]);
  }

  /** Evaluates a few architectures and gives up. */
  private record Quitter(int after) implements SearchAlgorithm {
    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("quitter");
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public String description() {
      return "fails";
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      AlgorithmRegistry.load().algorithm("random").run(problem, after, seed, listener);
      throw new IllegalStateException("had enough");
    }
  }

  @Test
  void aRunThatFailsKeepsWhatItHasAndStopsNoOther() throws Exception {
    RunSettings settings = settings(30, false);
    Suite suite =
        suite(settings, List.of(new Quitter(7), AlgorithmRegistry.load().algorithm("random")), 1L);
    List<RunOutcome> outcomes = run(suite, "mixed", 2);
    assertTrue(outcomes.get(0).failure().orElseThrow().contains("had enough"));
    assertEquals(7, outcomes.get(0).evaluations());
    assertEquals(7, outcomes.get(0).feasible());
    assertTrue(Files.size(file("mixed", settings, "quitter-seed-1.run.part")) > 7 * 14);
    assertEquals(List.of(outcomes.get(0)), archived("mixed").failed());
    assertEquals(30, archived("mixed").runs().get(0).open().evaluations());
    // It is tried again, and nothing else is.
    Count count = new Count();
    run(suite, "mixed", 2, Optional.empty(), count);
    assertEquals(7, count.evaluations.get());
  }

  /** Fails in a way that only the algorithm is to blame for, or ends its search before its time. */
  private record Troubled(String trouble) implements SearchAlgorithm {
    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse(trouble);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public String description() {
      return "has trouble";
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      AlgorithmRegistry.load().algorithm("random").run(problem, 5, seed, listener);
      switch (trouble) {
        case "own-file" -> throw new UncheckedIOException(new IOException("no weights"));
        case "assertion" -> throw new AssertionError("never happens");
        case "linkage" -> throw new NoClassDefFoundError("org/example/Missing");
        default -> {
          // Is content with what it has.
        }
      }
    }
  }

  @Test
  void everyTroubleOfAnAlgorithmIsItsOwn() throws Exception {
    List<SearchAlgorithm> algorithms = Stream.of("own-file", "assertion", "linkage", "content")
        .<SearchAlgorithm>map(Troubled::new)
        .toList();
    List<RunOutcome> outcomes = run(suite(settings(30, false), algorithms, 1L), "trouble", 2);
    assertTrue(outcomes.get(0).failure().orElseThrow().contains("no weights"));
    assertTrue(outcomes.get(1).failure().orElseThrow().contains("never happens"));
    assertTrue(outcomes.get(2).failure().orElseThrow().contains("org/example/Missing"));
    RunOutcome content = outcomes.get(3);
    assertTrue(content.failure().isEmpty());
    assertEquals(5, content.evaluations());
    assertFalse(content.complete(30));
    assertEquals(5, archived("trouble").runs().get(0).open().evaluations());
  }

  /** Spins for ever after a few evaluations: deaf to all, or evaluating, or until interrupted. */
  private record Endless(String how, CountDownLatch spinning) implements SearchAlgorithm {
    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse(how);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public String description() {
      return "never returns";
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      AlgorithmRegistry.load().algorithm("random").run(problem, 5, seed, listener);
      switch (how) {
        case "slow" -> {
          while (true) {
            AlgorithmRegistry.load().algorithm("random").run(problem, 1, seed, listener);
          }
        }
        case "sleepy" -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        case "polite" -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        }
        default -> {
          while (spinning.getCount() > 0) {
            Thread.onSpinWait();
          }
          // Too late: the run is over.
          AlgorithmRegistry.load().algorithm("random").run(problem, 5, seed, listener);
        }
      }
    }
  }

  @Test
  void aRunThatNeverEndsIsStoppedOrLeftBehindAndStopsNoOther() throws Exception {
    CountDownLatch spinning = new CountDownLatch(1);
    List<SearchAlgorithm> algorithms = List.of(
        new Endless("deaf", spinning),
        new Endless("slow", spinning),
        new Endless("sleepy", spinning),
        new Endless("polite", spinning),
        AlgorithmRegistry.load().algorithm("random"));
    Suite suite = suite(settings(30_000_000, false), algorithms, 1L);
    Suite shorter = suite(settings(30, false), algorithms, 1L);
    // What loads classes first would take longer on a slow machine than the limit allows.
    run(
        suite(settings(30, false), List.of(AlgorithmRegistry.load().algorithm("random")), 1L),
        "first",
        1);
    Optional<TimeLimit> limit = Optional.of(new TimeLimit(Duration.ofSeconds(1)));
    List<RunOutcome> outcomes = run(shorter, "limited", 1, limit, SuiteListener.NONE);
    for (int i = 0; i < 4; i++) {
      assertEquals(Optional.empty(), outcomes.get(i).failure());
      assertEquals(limit.map(TimeLimit::duration), outcomes.get(i).timeLimit());
    }
    assertEquals(5, outcomes.get(0).evaluations());
    assertTrue(outcomes.get(1).evaluations() > 5);
    assertEquals(Optional.empty(), outcomes.get(4).failure());
    assertEquals(Optional.empty(), outcomes.get(4).timeLimit());
    assertEquals(
        outcomes, archived("limited").runs().stream().map(ArchivedRun::outcome).toList());
    assertEquals(5, archived("limited").runs().get(0).open().evaluations());
    assertEquals(30, archived("limited").runs().get(4).open().evaluations());
    spinning.countDown();
    // Ours is stopped at its next evaluation too.
    RunOutcome ours = run(suite, "long", 5, limit, SuiteListener.NONE).get(4);
    assertTrue(ours.evaluations() < 30_000_000);
    assertEquals(limit.map(TimeLimit::duration), ours.timeLimit());
  }

  @Test
  void aFullDiskEndsTheSuiteAndKeepsWhatIsFinished() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    RunSettings settings = settings(30, false);
    Suite suite =
        suite(settings, List.of(AlgorithmRegistry.load().algorithm("random")), 1L, 2L, 3L);
    Path index = temp.resolve("full/runs.index");
    SuiteListener fills = new SuiteListener() {
      @Override
      public void evaluated() {}

      @Override
      public void ended(RunSettings problem, RunOutcome outcome) {
        try {
          Files.delete(index);
          Files.createSymbolicLink(index, full);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
    String message = assertThrows(
            IOException.class, () -> run(suite, "full", 1, Optional.empty(), fills))
        .getMessage();
    assertEquals(
        index + ": can't be written: No space left on device; finished runs are kept, and the"
            + " suite can be resumed once there is space",
        message);
    Files.delete(index);
    // What the index could not take is in the segment, and the third may have begun before that.
    int kept = archived("full").runs().size();
    assertTrue(kept == 2 || kept == 3);
    Count count = new Count();
    run(suite, "full", 1, Optional.empty(), count);
    assertEquals(90 - 30 * kept, count.evaluations.get());
    assertTrue(archived("full").complete());
  }

  @Test
  void noRunGoesOnOnceItReturns() throws Exception {
    AtomicInteger evaluations = new AtomicInteger();
    RunSettings settings = settings(2_000_000, false);
    Suite suite = suite(settings, List.of(AlgorithmRegistry.load().algorithm("random")), 1L, 2L);
    Thread caller = Thread.currentThread();
    assertThrows(
        InterruptedException.class,
        () -> run(suite, "stopped", 2, Optional.empty(), new SuiteListener() {
          @Override
          public void evaluated() {
            if (evaluations.incrementAndGet() == 1000) {
              caller.interrupt();
            }
          }

          @Override
          public void ended(RunSettings problem, RunOutcome outcome) {}
        }));
    int made = evaluations.get();
    assertTrue(made < 2_000_000, "stopped after " + made);
    Thread.sleep(100);
    assertEquals(made, evaluations.get());
    assertEquals(List.of(), archived("stopped").runs());
    // One of the two may have begun just before the end.
    long written = 0;
    for (int seed = 1; seed <= 2; seed++) {
      Path part = file("stopped", settings, "random-seed-" + seed + ".run.part");
      written += Files.exists(part) ? Files.size(part) : 0;
    }
    assertTrue(written > 1000, written + " bytes");
  }

  @Test
  void refusesSuitesThatAreNone() {
    RunSettings settings = settings(10, false);
    SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");
    assertThrows(IllegalArgumentException.class, () -> suite(settings, List.of(), 1L));
    assertThrows(IllegalArgumentException.class, () -> suite(settings, List.of(random)));
    assertThrows(
        IllegalArgumentException.class, () -> suite(settings, List.of(random, random), 1L));
    assertThrows(
        IllegalArgumentException.class, () -> suite(settings(0, false), List.of(random), 1L));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Suite(List.of(settings, settings), List.of(random), List.of(1L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Suite(List.of(settings, settings(11, true)), List.of(random), List.of(1L)));
  }
}
