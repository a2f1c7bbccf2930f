package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a time limit ends, or that get a larger budget, and go on where they ended. */
class ContinuedRunTest {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("perplexity"), Objective.parse("latency@a100"));
  private static final AlgorithmRegistry REGISTRY = AlgorithmRegistry.load();

  @TempDir
  private Path temp;

  private final HwGptBench bench = HwGptBench.open(SearchSpace.s());
  private final AtomicInteger paid = new AtomicInteger();
  private final List<Integer> anew = new ArrayList<>();

  @AfterEach
  void close() {
    bench.close();
  }

  private RunSettings settings(int evaluations, boolean noisy, Constraint... constraints) {
    return new RunSettings(
        "test",
        new ProblemSpec(
            new ProblemName("s", OBJECTIVES, List.of(constraints)).toString(),
            bench.space(),
            OBJECTIVES,
            List.of(constraints),
            noisy),
        new HypervolumeProtocol("default-1", bench.bounds("default"), List.of(1.1, 1.1)),
        evaluations,
        Provenance.of("none"));
  }

  private static List<Objective> metrics(RunSettings settings) {
    return new ProblemName("s", OBJECTIVES, settings.constraints()).metrics();
  }

  /** Counts the architectures that are paid for. */
  private final ProblemAnswers answers = new ProblemAnswers() {
    @Override
    public ObjectiveEvaluator evaluator(RunSettings problem) {
      ObjectiveEvaluator evaluator = bench.evaluator(metrics(problem));
      return new ObjectiveEvaluator() {
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
          paid.incrementAndGet();
          evaluator.evaluate(genes, values);
        }

        @Override
        public void close() {
          evaluator.close();
        }
      };
    }

    @Override
    public ObservationSampler sampler(RunSettings problem) {
      return bench.noisy(metrics(problem));
    }
  };

  private RunOutcome run(
      String folder, RunSettings settings, SearchAlgorithm algorithm, Optional<Duration> limit)
      throws Exception {
    paid.set(0);
    anew.clear();
    Suite suite = new Suite(List.of(settings), List.of(algorithm), List.of(7L));
    try (SuiteFolder record =
        SuiteFolder.resume(temp.resolve(folder), suite.plan(), limit.orElse(null))) {
      return new SuiteRunner(answers, record, 1, limit.map(TimeLimit::new).orElse(null))
          .run(suite, Shard.ALL, new SuiteListener() {
            @Override
            public void evaluated() {}

            @Override
            public void begunAnew(
                RunSettings problem, String algorithm, long seed, int evaluation) {
              anew.add(evaluation);
            }

            @Override
            public void ended(RunSettings problem, RunOutcome outcome) {}
          })
          .get(settings)
          .get(0);
    }
  }

  private ArchivedRun archived(String folder) throws IOException {
    return SuiteArchive.open(temp.resolve(folder)).problems().get(0).runs().get(0);
  }

  private void assertSameFile(String one, String other) throws IOException {
    assertArrayEquals(archived(one).bytes(), archived(other).bytes());
  }

  /** Searches as another does, and waits after some evaluations for as long as it may. */
  private record Waiting(SearchAlgorithm algorithm, int after) implements SearchAlgorithm {

    @Override
    public AlgorithmName name() {
      return algorithm.name();
    }

    @Override
    public Map<String, String> settings() {
      return algorithm.settings();
    }

    @Override
    public String description() {
      return "waits";
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      AtomicInteger made = new AtomicInteger();
      algorithm.run(problem, budget, seed, evaluation -> {
        listener.evaluated(evaluation);
        if (made.incrementAndGet() == after) {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      });
    }
  }

  /** Stopped by a time limit after some evaluations, however long the machine takes for them. */
  private RunOutcome limited(
      String folder, RunSettings settings, SearchAlgorithm algorithm, int evaluations)
      throws Exception {
    SearchAlgorithm waiting = new Waiting(algorithm, evaluations);
    Duration limit = Duration.ofMillis(400);
    RunOutcome outcome = run(folder, settings, waiting, Optional.of(limit));
    while (outcome.evaluations() < evaluations && limit.compareTo(Duration.ofMinutes(1)) < 0) {
      limit = limit.multipliedBy(2);
      outcome = run(folder, settings, waiting, Optional.of(limit));
    }
    assertEquals(Optional.of(limit), outcome.timeLimit());
    assertEquals(evaluations, outcome.evaluations());
    return outcome;
  }

  @Test
  void aRunThatReachesItsTimeLimitIsAResultAndGoesOnWithMoreTime() throws Exception {
    for (String name : List.of("random", "nsga2(population=6)", "jmetal:NSGAII", "ehvi")) {
      SearchAlgorithm algorithm = REGISTRY.algorithm(AlgorithmName.parse(name));
      RunSettings settings = settings(24, false);
      String folder = "limited-" + name.hashCode();
      int made = 13;
      RunOutcome limited = limited(folder, settings, algorithm, made);
      assertEquals(Optional.empty(), limited.failure(), name);
      assertTrue(limited.hypervolume() > 0);
      assertEquals(limited, archived(folder).outcome());
      assertEquals(made, archived(folder).open().evaluations());

      // With the same limit it is over.
      assertEquals(limited, run(folder, settings, algorithm, limited.timeLimit()));
      assertEquals(0, paid.get());

      String whole = "whole-" + name.hashCode();
      RunOutcome expected = run(whole, settings, algorithm, Optional.empty());
      int all = paid.get();
      RunOutcome outcome = run(folder, settings, algorithm, Optional.of(Duration.ofHours(1)));
      assertEquals(List.of(), anew);
      assertEquals(Optional.empty(), outcome.timeLimit());
      assertEquals(expected.sha256(), outcome.sha256());
      assertEquals(expected.hypervolume(), outcome.hypervolume());
      assertSameFile(whole, folder);
      assertTrue(paid.get() <= all - made, name + " paid for " + paid.get());
      // What it took before counts.
      assertEquals(limited.started(), outcome.started());
      assertTrue(archived(folder).open().seconds(23) >= archived(folder).open().seconds(12));
    }
  }

  @Test
  void aFinishedRunGoesOnWithALargerBudget() throws Exception {
    for (RunSettings settings : List.of(
        settings(18, false),
        settings(18, true),
        settings(18, false, Constraint.parse("params<=9e7")),
        settings(18, false, Constraint.parse("latency@a100<=30")))) {
      SearchAlgorithm algorithm = REGISTRY.algorithm(AlgorithmName.parse("nsga2(population=6)"));
      String folder = "grown-" + settings.folderName();
      run(folder, settings, algorithm, Optional.empty());
      RunSettings larger = settings.with("test", 40);
      run("whole-" + settings.folderName(), larger, algorithm, Optional.empty());
      int all = paid.get();
      run(folder, larger, algorithm, Optional.empty());
      assertSameFile("whole-" + settings.folderName(), folder);
      assertEquals(List.of(), anew);
      boolean known = metrics(settings).size() == OBJECTIVES.size();
      assertTrue(!known || paid.get() < all, paid + " of " + all + " were paid for again");
    }
  }

  @Test
  void aRunThatSearchesInAnotherWayWithALargerBudgetIsBegunAnew() throws Exception {
    SearchAlgorithm waiting = new SearchAlgorithm() {
      @Override
      public AlgorithmName name() {
        return AlgorithmName.parse("halves");
      }

      @Override
      public Map<String, String> settings() {
        return Map.of();
      }

      @Override
      public String description() {
        return "draws half of its budget with one seed, and the other half with another";
      }

      @Override
      public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
        REGISTRY.algorithm("random").run(problem, budget / 2, seed, listener);
        REGISTRY.algorithm("random").run(problem, budget / 2, seed + 1, listener);
      }
    };
    run("anew", settings(20, false), waiting, Optional.empty());
    run("whole", settings(30, false), waiting, Optional.empty());
    int all = paid.get();
    run("anew", settings(30, false), waiting, Optional.empty());
    assertEquals(List.of(10), anew);
    assertSameFile("whole", "anew");
    // What both have is not paid for again.
    assertEquals(all - 20, paid.get());
  }

  @Test
  void aFailureTakesNothingFromWhatARunFoundBefore() throws Exception {
    SearchAlgorithm random = REGISTRY.algorithm("random");
    RunSettings settings = settings(24, false);
    RunOutcome limited = limited("failing", settings, random, 13);
    SearchAlgorithm failing = new SearchAlgorithm() {
      @Override
      public AlgorithmName name() {
        return random.name();
      }

      @Override
      public Map<String, String> settings() {
        return random.settings();
      }

      @Override
      public String description() {
        return "fails";
      }

      @Override
      public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
        random.run(problem, 5, seed, listener);
        throw new IllegalStateException("had enough");
      }
    };
    RunOutcome failed = run("failing", settings, failing, Optional.empty());
    assertTrue(failed.failure().orElseThrow().contains("had enough"));
    assertEquals(limited, archived("failing").outcome());
    // One that comes less far, on a slower machine for example, does not either.
    Optional<Duration> longer = limited.timeLimit().map(limit -> limit.plusMillis(100));
    assertEquals(limited, run("failing", settings, new Waiting(random, 5), longer));
    assertEquals(limited.evaluations(), archived("failing").open().evaluations());
    run("failing", settings, random, Optional.empty());
    run("whole", settings, random, Optional.empty());
    assertSameFile("whole", "failing");
  }

  /** Rests for some time after five evaluations. */
  private static final class Resting implements SearchAlgorithm {

    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("resting");
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public String description() {
      return "rests";
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      REGISTRY.algorithm("random").run(problem, 5, seed, listener);
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      REGISTRY.algorithm("random").run(problem, budget - 5, seed + 1, listener);
    }
  }

  @Test
  void runsCountAsTheyWereAfterTheShortestLimitThatHasEndedOne() throws Exception {
    RunSettings settings = settings(24, false);
    RunOutcome rested = run("resting", settings, new Resting(), Optional.empty());
    // In the middle of the rest, whenever the machine came to it.
    RunTrace trace = archived("resting").open();
    Duration limit = Duration.ofMillis((long) (500 * (trace.seconds(4) + trace.seconds(5))));
    RunOutcome limited = new RunOutcome(
        "other",
        7,
        new RunOutcome.Found(3, 3, 0.5, ""),
        new RunOutcome.Timing(rested.started(), rested.ended(), limit),
        limit,
        null);
    List<RunOutcome> cut = EqualTime.of(
            Map.of(settings, List.of(limited, rested)), temp.resolve("resting"))
        .get(settings);
    assertEquals(limited, cut.get(0));
    assertEquals(5, cut.get(1).evaluations());
    assertTrue(cut.get(1).hypervolume() < rested.hypervolume());
  }

  @Test
  void theFirstEvaluationsOfAnAlgorithmAreThoseOfItsWholeBudget() throws Exception {
    for (String name : List.of("nsga2(population=6)", "moea:NSGAII")) {
      SearchAlgorithm algorithm = REGISTRY.algorithm(AlgorithmName.parse(name));
      RunSettings settings = settings(24, false);
      String folder = "first-" + name.hashCode();
      RunOutcome limited = limited(folder + "-limited", settings, algorithm, 13);
      RunOutcome first = run(
          folder,
          settings,
          new FirstEvaluations(algorithm, limited.evaluations()),
          Optional.empty());
      assertEquals(limited.evaluations(), first.evaluations());
      assertEquals(limited.sha256(), first.sha256());
      // They count as they were after the limit.
      RunOutcome cut = EqualTime.of(
              Map.of(settings, List.of(limited)), temp.resolve(folder + "-limited"))
          .get(settings)
          .get(0);
      assertEquals(limited.hypervolume(), cut.hypervolume());
    }
    assertEquals(Optional.empty(), EqualTime.of(List.of()));
  }
}
