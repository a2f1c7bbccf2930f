package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunFolder;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        name.toString(),
        bench.space(),
        OBJECTIVES,
        List.of(constraints),
        evaluations,
        noisy,
        bench.bounds("default"),
        "default-1",
        1.1,
        Provenance.of("none"));
  }

  private List<RunOutcome> run(Suite suite, String folder, int threads, Runnable progress)
      throws IOException, InterruptedException {
    List<Objective> metrics = Stream.concat(
            OBJECTIVES.stream(), suite.settings().constraints().stream().map(Constraint::objective))
        .toList();
    try (ObjectiveEvaluator evaluator = bench.evaluator(metrics);
        RunFolder record = RunFolder.empty(temp.resolve(folder))) {
      return new SuiteRunner(evaluator, bench.noisy(metrics), record, threads).run(suite, progress);
    }
  }

  private List<String> lines(String folder, String file) throws IOException {
    return Files.readAllLines(temp.resolve(folder).resolve(file));
  }

  @Test
  void sameBytesOnAnyNumberOfThreads() throws Exception {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<SearchAlgorithm> algorithms = Stream.of("random", "jmetal:NSGAII", "moea:NSGAII")
        .map(registry::algorithm)
        .toList();
    for (boolean noisy : List.of(false, true)) {
      Suite suite = new Suite(settings(90, noisy), algorithms, List.of(1L, 2L, 3L));
      AtomicInteger evaluations = new AtomicInteger();
      List<RunOutcome> alone = run(suite, "one" + noisy, 1, evaluations::incrementAndGet);
      List<RunOutcome> together = run(suite, "four" + noisy, 4, () -> {});
      assertEquals(suite.size() * 90, evaluations.get());
      for (int i = 0; i < suite.size(); i++) {
        assertEquals(alone.get(i).hypervolume(), together.get(i).hypervolume());
        String file = "%s-seed-%d.csv"
            .formatted(alone.get(i).algorithm().replace(':', '_'), alone.get(i).seed());
        assertEquals(lines("one" + noisy, file), lines("four" + noisy, file));
        assertEquals(91, lines("one" + noisy, file).size());
      }
    }
  }

  @Test
  void recordsAccuracyAsItIsAndReadingsInsteadOfValuesWithNoise() throws Exception {
    List<SearchAlgorithm> random = List.of(AlgorithmRegistry.load().algorithm("random"));
    List<RunOutcome> quiet =
        run(new Suite(settings(50, false), random, List.of(1L)), "quiet", 1, () -> {});
    List<RunOutcome> noisy =
        run(new Suite(settings(50, true), random, List.of(1L)), "noisy", 1, () -> {});
    String[] value = lines("quiet", "random-seed-1.csv").get(1).split(",");
    String[] reading = lines("noisy", "random-seed-1.csv").get(1).split(",");
    double[] expected = new double[2];
    try (ObjectiveEvaluator evaluator = bench.evaluator(OBJECTIVES)) {
      evaluator.evaluate(bench.space().encode(bench.space().parse(value[1])), expected);
    }
    assertArrayEquals(
        expected, new double[] {Double.parseDouble(value[2]), Double.parseDouble(value[3])});
    assertTrue(expected[0] > 0);
    assertEquals(value[1], reading[1]);
    assertEquals(value[2], reading[2]);
    assertNotEquals(value[3], reading[3]);
    // Random search does not look at values, so it found the same networks, worth the same.
    assertEquals(quiet.get(0).hypervolume(), noisy.get(0).hypervolume());
  }

  @Test
  void whatBreaksAConstraintIsNotFound() throws Exception {
    List<SearchAlgorithm> random = List.of(AlgorithmRegistry.load().algorithm("random"));
    Constraint impossible = Constraint.parse("params<=1");
    RunOutcome outcome = run(
            new Suite(settings(20, false, impossible), random, List.of(1L)), "none", 1, () -> {})
        .get(0);
    assertEquals(0, outcome.hypervolume());
    assertEquals(0, outcome.feasible());
    assertTrue(lines("none", "random-seed-1.csv").get(0).endsWith(",violation:params<=1"));
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
    public void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener) {
      AlgorithmRegistry.load().algorithm("random").run(problem, after, seed, listener);
      throw new IllegalStateException("had enough");
    }
  }

  @Test
  void aRunThatFailsKeepsWhatItHasAndStopsNoOther() throws Exception {
    Suite suite = new Suite(
        settings(30, false),
        List.of(new Quitter(7), AlgorithmRegistry.load().algorithm("random")),
        List.of(1L));
    List<RunOutcome> outcomes = run(suite, "mixed", 2, () -> {});
    assertTrue(outcomes.get(0).failure().orElseThrow().contains("had enough"));
    assertEquals(7, outcomes.get(0).evaluations());
    assertEquals(7, outcomes.get(0).feasible());
    assertEquals(8, lines("mixed", "quitter-seed-1.csv.part").size());
    assertFalse(Files.exists(temp.resolve("mixed/quitter-seed-1.csv")));
    assertEquals(31, lines("mixed", "random-seed-1.csv").size());
    assertTrue(String.join("\n", lines("mixed", "suite.json")).contains("had enough"));
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
    public void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener) {
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
    List<RunOutcome> outcomes =
        run(new Suite(settings(30, false), algorithms, List.of(1L)), "trouble", 2, () -> {});
    assertTrue(outcomes.get(0).failure().orElseThrow().contains("no weights"));
    assertTrue(outcomes.get(1).failure().orElseThrow().contains("never happens"));
    assertTrue(outcomes.get(2).failure().orElseThrow().contains("org/example/Missing"));
    RunOutcome content = outcomes.get(3);
    assertTrue(content.failure().isEmpty());
    assertEquals(5, content.evaluations());
    assertFalse(content.complete(30));
    assertEquals(6, lines("trouble", "content-seed-1.csv").size());
    assertEquals(6, lines("trouble", "content-seed-1.times").size());
    assertTrue(String.join("\n", lines("trouble", "content-seed-1.json"))
        .contains("\"complete\" : false"));
  }

  @Test
  void noRunGoesOnOnceItReturns() throws Exception {
    AtomicInteger evaluations = new AtomicInteger();
    Suite suite = new Suite(
        settings(2_000_000, false),
        List.of(AlgorithmRegistry.load().algorithm("random")),
        List.of(1L, 2L));
    Thread caller = Thread.currentThread();
    assertThrows(
        InterruptedException.class,
        () -> run(suite, "stopped", 2, () -> {
          if (evaluations.incrementAndGet() == 1000) {
            caller.interrupt();
          }
        }));
    int made = evaluations.get();
    assertTrue(made < 2_000_000, "stopped after " + made);
    Thread.sleep(100);
    assertEquals(made, evaluations.get());
    assertFalse(Files.exists(temp.resolve("stopped/random-seed-1.csv")));
    assertTrue(lines("stopped", "random-seed-1.csv.part").size() > 1);
  }

  @Test
  void refusesSuitesThatAreNone() {
    RunSettings settings = settings(10, false);
    SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");
    assertThrows(IllegalArgumentException.class, () -> new Suite(settings, List.of(), List.of(1L)));
    assertThrows(
        IllegalArgumentException.class, () -> new Suite(settings, List.of(random), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Suite(settings, List.of(random, random), List.of(1L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Suite(settings(0, false), List.of(random), List.of(1L)));
  }
}
