package io.github.hwgptbench.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.analysis.FoundPoint;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.RunListener;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteListener;
import io.github.hwgptbench.suite.SuiteRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a suite, while it runs and from its record. */
class LiveSuiteTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "HWGPT-S(perplexity,energy@a100)";

  @TempDir
  private Path temp;

  private final Benches benches = Benches.shipped();

  @AfterEach
  void close() {
    benches.close();
  }

  /** Evaluates nothing. */
  private static final class Broken implements SearchAlgorithm {

    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("broken");
    }

    @Override
    public String description() {
      return "Fails";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      throw new IllegalStateException("No luck with <seed> " + seed);
    }
  }

  private static JsonNode state(LiveSuite suite) throws Exception {
    return JSON.readTree(suite.json(""));
  }

  /** Runs an experiment, which is looked at meanwhile. */
  private LiveSuite run(Experiment experiment, Path folder, SuiteListener more) throws Exception {
    Suite suite = experiment.suite(benches);
    try (SuiteFolder open = SuiteFolder.empty(folder, suite.plan())) {
      LiveSuite live = new LiveSuite(folder, Shard.ALL);
      live.start(Thread.currentThread()::interrupt);
      live.run(listener ->
          new SuiteRunner(benches, open, 1, null).run(suite, Shard.ALL, listener.and(more)));
      return live;
    }
  }

  @Test
  void countsRunsAndKeepsReasonsOfFailures() throws Exception {
    Path folder = temp.resolve("suite");
    LiveSuite live = run(
        Experiment.builder()
            .problem(PROBLEM)
            .algorithms("random", new Broken())
            .seeds(1, 3)
            .evaluations(30)
            .build(),
        folder,
        SuiteListener.NONE);

    for (LiveSuite suite : List.of(live, new LiveSuite(folder, Shard.ALL))) {
      JsonNode state = state(suite);
      assertEquals(6, state.at("/progress/planned").asInt());
      assertEquals("INCOMPLETE", state.get("status").asText());
      assertEquals(3, state.at("/progress/finished").asInt());
      assertEquals(3, state.at("/progress/failed").asInt());
      assertEquals(90, state.at("/progress/evaluations").asInt());
      assertEquals(3, state.at("/failures").size());
      assertTrue(
          state.at("/failures/0/reason").asText().contains("No luck with <seed> "),
          state.at("/failures")::toString);
      assertEquals("broken", state.at("/failures/0/algorithm").asText());
      JsonNode drawings = state.at("/problem/drawings");
      assertEquals(2, drawings.size());
      assertTrue(drawings.get(0).get("svg").asText().startsWith("<svg"));
      assertFalse(state.at("/problem/points").isEmpty());
      state.at("/problem/points").properties().forEach(point -> {
        assertTrue(drawings.get(1).get("svg").asText().contains(">" + point.getKey() + "<"));
        assertTrue(point.getValue().get("architecture").asText().startsWith("gpt-s-"));
      });
    }
  }

  /** Runs on other machines are not heard of when they begin. */
  @Test
  void runThatFailedBeforeIsCountedOnce() throws Exception {
    Path folder = temp.resolve("suite");
    run(
        Experiment.builder()
            .problem(PROBLEM)
            .algorithms(new Broken())
            .seeds(1, 1)
            .evaluations(5)
            .build(),
        folder,
        SuiteListener.NONE);
    LiveSuite live = new LiveSuite(folder, Shard.ALL);
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    live.start(() -> {});
    live.ended(problem.settings(), problem.failed().get(0));
    JsonNode state = state(live);
    assertEquals(1, state.at("/progress/failed").asInt());
    assertEquals(1, state.get("failures").size());
  }

  @Test
  void recordThatGrowsIsCounted() throws Exception {
    Path folder = temp.resolve("suite");
    Suite suite = Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random")
        .seeds(1, 4)
        .evaluations(5)
        .build()
        .suite(benches);
    LiveSuites suites = new LiveSuites(temp);
    try (SuiteFolder open = SuiteFolder.empty(folder, suite.plan())) {
      SuiteRunner runner = new SuiteRunner(benches, open, 1, null);
      runner.run(suite, new Shard(1, 2), SuiteListener.NONE);
      LiveSuite live = suites.find("suite").orElseThrow();
      assertEquals(2, state(live).at("/progress/finished").asInt());
      assertEquals(LiveSuite.Status.INCOMPLETE, live.status());
      runner.run(suite, Shard.ALL, SuiteListener.NONE);
      assertEquals(
          4,
          JSON.readTree(suites.json(List.of()))
              .at("/suites/0/progress/finished")
              .asInt());
      assertSame(live, suites.find("suite").orElseThrow());
      assertEquals(20, state(live).at("/progress/evaluations").asInt());
      assertEquals(LiveSuite.Status.COMPLETE, live.status());
    }
  }

  @Test
  void longFrontsAreThinned() {
    ParetoArchive<FoundPoint> front = ParetoArchive.of(2);
    for (int i = 0; i < 1000; i++) {
      front.add(
          new double[] {i, -i}, new FoundPoint("architecture", List.of(i + 0.0, -i + 0.0), 1, i));
    }
    List<FoundPoint> some = LiveProblem.some(front.members());
    assertEquals(250, some.size());
    assertEquals(4, some.get(1).evaluation());
    assertEquals(List.of(), LiveProblem.some(List.of()));
  }

  /** A suite that is looked at after every evaluation has the same values in the end. */
  @Test
  void showsRunsThatGoOn() throws Exception {
    List<Integer> evaluations = new ArrayList<>();
    List<String> best = new ArrayList<>();
    LiveSuite[] shown = new LiveSuite[1];
    Suite suite = Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random")
        .seeds(1, 1)
        .evaluations(20)
        .build()
        .suite(benches);
    Path folder = temp.resolve("suite");
    try (SuiteFolder open = SuiteFolder.empty(folder, suite.plan())) {
      shown[0] = new LiveSuite(folder, Shard.ALL);
      shown[0].start(() -> {});
      SuiteListener look = new SuiteListener() {
        @Override
        public void evaluated() {
          try {
            JsonNode state = state(shown[0]);
            // What was drawn is kept for a while.
            while (evaluations.size() == 19 && state.at("/progress/evaluations").asInt() == 1) {
              Thread.sleep(50);
              state = state(shown[0]);
            }
            evaluations.add(state.at("/progress/evaluations").asInt());
            best.add(state.at("/problem/algorithms/0/best").asText());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public void ended(RunSettings problem, RunOutcome outcome) {}
      };
      shown[0].run(listener ->
          new SuiteRunner(benches, open, 1, null).run(suite, Shard.ALL, listener.and(look)));
    }
    assertEquals(1, evaluations.get(0));
    assertTrue(evaluations.get(evaluations.size() - 1) > 1, evaluations::toString);
    assertEquals(
        state(new LiveSuite(folder, Shard.ALL)).at("/problem/algorithms/0/best").asText(),
        JSON.readTree(shown[0].json("another")).at("/problem/algorithms/0/best").asText());
    assertTrue(best.stream().noneMatch(String::isEmpty), best::toString);
  }

  private void sameFromEvaluationsAndFromTheRecord(Experiment.Builder builder) throws Exception {
    Map<String, RunHistory> histories = new ConcurrentHashMap<>();
    Path folder = temp.resolve("suite");
    builder.build().run(folder, new SuiteListener() {
      @Override
      public RunListener begun(RunSettings problem, String algorithm, long seed) {
        RunHistory history = new RunHistory(problem, new CurveGrid(problem.budget()));
        histories.put(algorithm + seed, history);
        return history::add;
      }

      @Override
      public void evaluated() {}

      @Override
      public void ended(RunSettings problem, RunOutcome outcome) {}
    });
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    assertEquals(histories.size(), problem.runs().size());
    for (ArchivedRun run : problem.runs()) {
      RunHistory recorded =
          RunHistory.of(problem.settings(), new CurveGrid(problem.settings().budget()), run.open());
      RunHistory heard = histories.get(run.outcome().algorithm() + run.outcome().seed());
      double[] curve = recorded.curve();
      double[] begun = heard.curve();
      assertArrayEquals(begun, Arrays.copyOf(curve, begun.length));
      assertEquals(points(recorded), points(heard));
      assertFalse(points(heard).isEmpty());
      assertEquals(run.outcome().hypervolume(), curve[curve.length - 1], 1e-12);
      assertEquals(run.outcome().hypervolume(), heard.hypervolume(), 1e-12);
    }
  }

  private static List<FoundPoint> points(RunHistory history) {
    return history.front(1).stream().map(ParetoArchive.Member::value).toList();
  }

  @Test
  void curvesOfEvaluations() throws Exception {
    sameFromEvaluationsAndFromTheRecord(Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@a100,params-max-40000000)")
        .algorithms("random", "nsga2(population=10)")
        .seeds(1, 2)
        .evaluations(150));
  }

  @Test
  void curvesOfCostWithFidelities() throws Exception {
    sameFromEvaluationsAndFromTheRecord(Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random", "moasha")
        .seeds(1, 2)
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)))
        .budget(Budget.cost(20)));
  }

  @Test
  void curvesOfSimulatedTime() throws Exception {
    sameFromEvaluationsAndFromTheRecord(Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random")
        .seeds(1, 2)
        .budget(Budget.seconds(300))
        .clock("latency@rtx2080")
        .workers(8));
  }

  @Test
  void oneObjectiveHasRegretAndNoFront() throws Exception {
    Path folder = temp.resolve("suite");
    run(
        Experiment.builder()
            .problem("HWGPT-S(perplexity)")
            .algorithms("random")
            .seeds(1, 2)
            .evaluations(20)
            .build(),
        folder,
        SuiteListener.NONE);
    JsonNode problem = state(new LiveSuite(folder, Shard.ALL)).get("problem");
    assertEquals(1, problem.get("drawings").size());
    String quality = problem.get("quality").asText();
    assertTrue(List.of("regret", "best perplexity").contains(quality), quality);
  }

  @Test
  void shardsPlanTheirRunsOnly() throws Exception {
    Path folder = temp.resolve("suite");
    Experiment experiment = Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random")
        .seeds(1, 5)
        .evaluations(5)
        .shard(new Shard(2, 2))
        .build();
    experiment.run(folder, SuiteListener.NONE);
    JsonNode state = state(new LiveSuite(folder, new Shard(2, 2)));
    assertEquals(2, state.at("/progress/planned").asInt());
    assertEquals(2, state.at("/progress/finished").asInt());
    assertEquals(1, state.at("/progress/share").asDouble());
  }
}
