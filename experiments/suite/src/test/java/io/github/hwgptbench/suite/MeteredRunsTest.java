package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.ForwardingSearch;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.CurvePoint;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.export.ExportFolder;
import io.github.hwgptbench.export.JMetalExporter;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of suites that have fidelities, costs, workers or a clock. */
class MeteredRunsTest {

  private static final String PROBLEM = "HWGPT-S(perplexity,energy@a100)";

  @TempDir
  private Path temp;

  private static Experiment.Builder builder(String... algorithms) {
    return Experiment.builder()
        .problem(PROBLEM)
        .algorithms((Object[]) algorithms)
        .seeds(1, 2)
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)));
  }

  private static Experiment.Builder onTheClock(String... algorithms) {
    return builder(algorithms)
        .budget(Budget.seconds(300))
        .clock("latency@rtx2080")
        .workers(8);
  }

  private static List<ArchivedRun> runs(Path folder) throws Exception {
    return SuiteArchive.open(folder).problems().get(0).runs();
  }

  @Test
  void eightWorkersGiveTheSameFilesOnAnyNumberOfThreads() throws Exception {
    for (int threads = 1; threads <= 2; threads++) {
      assertEquals(
          List.of(),
          onTheClock("moasha", "nsga2", "ehvi")
              .threads(threads)
              .build()
              .run(temp.resolve("threads" + threads), SuiteListener.NONE)
              .failed());
    }
    List<ArchivedRun> one = runs(temp.resolve("threads1"));
    List<ArchivedRun> two = runs(temp.resolve("threads2"));
    assertEquals(6, one.size());
    for (int i = 0; i < 6; i++) {
      assertArrayEquals(one.get(i).bytes(), two.get(i).bytes(), one.get(i).place());
    }
  }

  @Test
  void problemsOnTheSameClockShareIt() throws Exception {
    try (Benches benches = Benches.shipped()) {
      Experiment.Builder experiment = onTheClock("random");
      RunSettings problem = experiment.build().problems(benches).get(0);
      assertSame(
          benches.clock(problem),
          benches.clock(problem.with("other", 7)),
          "however many evaluations its time is for");
      assertSame(
          benches.clock(problem),
          benches.clock(experiment.workers(1).build().problems(benches).get(0)));
      assertNotSame(
          benches.clock(problem),
          benches.clock(
              experiment.clock("latency@a100").build().problems(benches).get(0)));
    }
  }

  @Test
  void evaluationsSayWhatTheyCost() throws Exception {
    builder("moasha", "random")
        .budget(Budget.cost(6))
        .build()
        .run(temp.resolve("cost"), SuiteListener.NONE);
    Fidelities fidelities = Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25));
    for (ArchivedRun run : runs(temp.resolve("cost"))) {
      RunTrace trace = run.open();
      Map<List<Integer>, Integer> levels = new LinkedHashMap<>();
      double spent = 0;
      for (int i = 0; i < trace.evaluations(); i++) {
        Expense expense = trace.expense(i);
        List<Integer> genes = Arrays.stream(trace.genes(i)).boxed().toList();
        int before = levels.getOrDefault(genes, -1);
        assertEquals(fidelities.cost(expense.fidelity(), before), expense.cost());
        assertTrue(Double.isNaN(expense.seconds()));
        levels.merge(genes, expense.fidelity(), Math::max);
        spent += expense.cost();
      }
      assertTrue(spent <= 6 + 1e-9 && spent > 5, run.place() + " spent " + spent);
      boolean rough = levels.containsValue(0);
      assertEquals(run.outcome().algorithm().equals("moasha"), rough);
    }
  }

  @Test
  void severalWorkersEvaluateMoreInTheSameTime() throws Exception {
    onTheClock("random").workers(1).build().run(temp.resolve("one"), SuiteListener.NONE);
    onTheClock("random").build().run(temp.resolve("eight"), SuiteListener.NONE);
    int one = runs(temp.resolve("one")).get(0).open().evaluations();
    RunTrace eight = runs(temp.resolve("eight")).get(0).open();
    assertTrue(eight.evaluations() > 7 * one && eight.evaluations() < 9 * one);
    double before = 0;
    for (int i = 0; i < eight.evaluations(); i++) {
      double seconds = eight.expense(i).seconds();
      assertTrue(seconds >= before && seconds <= 300);
      before = seconds;
    }
  }

  /** The rule written out once more: medians at the highest level, compared one with another. */
  private static double recommended(RunSettings settings, RunTrace trace, int count) {
    Normalization normalization = settings.protocol().normalization(settings.objectives());
    Map<List<Integer>, List<Integer>> at = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (trace.expense(i).fidelity() == settings.fidelities().highest()) {
        at.computeIfAbsent(Arrays.stream(trace.genes(i)).boxed().toList(), key -> new ArrayList<>())
            .add(i);
      }
    }
    List<double[]> medians = new ArrayList<>();
    List<double[]> truths = new ArrayList<>();
    at.values().forEach(rows -> {
      double[] median = new double[settings.objectives().size()];
      for (int j = 0; j < median.length; j++) {
        int objective = j;
        double[] seen = rows.stream()
            .mapToDouble(i -> normalization.apply(trace.objectives(i))[objective])
            .sorted()
            .toArray();
        median[j] = (seen[(seen.length - 1) / 2] + seen[seen.length / 2]) / 2;
      }
      medians.add(median);
      truths.add(normalization.apply(trace.noiseFree(rows.get(0))));
    });
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < medians.size(); i++) {
      double[] own = medians.get(i);
      boolean dominated = medians.stream()
          .anyMatch(
              other -> !Arrays.equals(other, own) && other[0] <= own[0] && other[1] <= own[1]);
      if (!dominated) {
        kept.add(truths.get(i));
      }
    }
    return settings.protocol().hypervolume(kept.toArray(double[][]::new));
  }

  @Test
  void runsCountWithWhatTheyRecommend() throws Exception {
    ExperimentResult result = builder("nehvi", "moasha", "random")
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 2)))
        .budget(Budget.cost(16))
        .build()
        .run(temp.resolve("scored"), SuiteListener.NONE);
    RunSettings settings = result.outcomes().keySet().iterator().next();
    ProblemAnalysis analysis = new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.SHIPPED, BoundsLookup.SHIPPED)
        .analyze(List.of(result.archive()))
        .problems()
        .get(0);
    boolean falls = false;
    for (AlgorithmAnalysis algorithm : analysis.algorithms()) {
      List<ArchivedRun> runs = runs(temp.resolve("scored")).stream()
          .filter(run -> run.outcome().algorithm().equals(algorithm.name()))
          .toList();
      double before = 0;
      for (CurvePoint point : algorithm.curve()) {
        double[] volumes = new double[2];
        for (int i = 0; i < 2; i++) {
          RunTrace trace = runs.get(i).open();
          volumes[i] =
              recommended(settings, trace, within(trace, 16.0 * point.step() / 200 + 1e-9));
        }
        double median = (volumes[0] + volumes[1]) / 2 / analysis.target().hypervolume();
        assertEquals(median, point.median(), 1e-9);
        falls |= median < before;
        before = median;
      }
      for (ArchivedRun run : runs) {
        RunTrace trace = run.open();
        assertEquals(
            recommended(settings, trace, trace.evaluations()), run.outcome().hypervolume(), 1e-12);
      }
    }
    assertTrue(falls, "what is recommended under noise never becomes worse");
  }

  private static int within(RunTrace trace, double cost) {
    double spent = 0;
    for (int i = 0; i < trace.evaluations(); i++) {
      spent += trace.expense(i).cost();
      if (spent > cost) {
        return i;
      }
    }
    return trace.evaluations();
  }

  /** Searches as another does, and waits after some evaluations for as long as it may. */
  private static final class Waiting extends ForwardingSearch {

    private final SearchAlgorithm algorithm;
    private final int after;

    Waiting(SearchAlgorithm algorithm, int after) {
      super(algorithm);
      this.algorithm = algorithm;
      this.after = after;
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void run(
        Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
      AtomicInteger made = new AtomicInteger();
      algorithm.run(problem, conditions, seed, evaluation -> {
        if (made.getAndIncrement() == after) {
          try {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        listener.evaluated(evaluation);
      });
    }
  }

  @Test
  void aRunThatIsEndedEarlyGoesOn() throws Exception {
    try (Benches benches = Benches.shipped()) {
      RunSettings settings =
          onTheClock("ehvi").build().suite(benches).problems().get(0);
      SearchAlgorithm ehvi = AlgorithmRegistry.load().algorithm("ehvi");
      Suite whole = new Suite(List.of(settings), List.of(ehvi), List.of(7L));
      Suite waiting = new Suite(List.of(settings), List.of(new Waiting(ehvi, 12)), List.of(7L));
      run(benches, "whole", whole, null);
      RunOutcome part = run(benches, "part", waiting, new TimeLimit(Duration.ofSeconds(3)));
      assertEquals(12, part.evaluations());
      assertTrue(part.timeLimit().isPresent());
      assertTrue(Verification.open(temp.resolve("part"))
          .repeat(1, 1, 1, benches, () -> {})
          .get(0)
          .identical());
      RunOutcome resumed = run(benches, "part", whole, null);
      assertTrue(resumed.timeLimit().isEmpty());
      assertArrayEquals(
          runs(temp.resolve("whole")).get(0).bytes(),
          runs(temp.resolve("part")).get(0).bytes());
    }
  }

  private RunOutcome run(Benches benches, String folder, Suite suite, TimeLimit limit)
      throws Exception {
    try (SuiteFolder record = SuiteFolder.resume(
        temp.resolve(folder), suite.plan(), limit == null ? null : limit.duration())) {
      return new SuiteRunner(benches, record, 1, limit)
          .run(suite, Shard.ALL, SuiteListener.NONE)
          .get(suite.problems().get(0))
          .get(0);
    }
  }

  @Test
  void runsCanBeVerifiedUnlessTheTimeOfTheOptimizerCounts() throws Exception {
    onTheClock("moasha", "ehvi").build().run(temp.resolve("plain"), SuiteListener.NONE);
    try (Benches benches = Benches.shipped()) {
      assertEquals(
          4,
          Verification.open(temp.resolve("plain")).repeat(9, 1, 2, benches, () -> {}).stream()
              .filter(Verification.Repetition::identical)
              .count());
    }
    onTheClock("random")
        .countProposalTime(true)
        .build()
        .run(temp.resolve("counted"), SuiteListener.NONE);
    String message = assertThrows(
            UsageException.class, () -> Verification.open(temp.resolve("counted")))
        .getMessage();
    assertTrue(message.contains("count-proposal-time"), message);
  }

  /** What a run recommends may be dominated in truth, which costs it no hypervolume. */
  @Test
  void exportedFrontsAreOfWhatIsRecommended() throws Exception {
    ExperimentResult result = builder("moasha")
        .budget(Budget.cost(8))
        .build()
        .run(temp.resolve("runs"), SuiteListener.NONE);
    RunSettings settings = result.outcomes().keySet().iterator().next();
    new JMetalExporter(BestFrontLookup.SHIPPED)
        .export(result.archive(), ExportFolder.empty(temp.resolve("jmetal")), () -> {});
    Normalization normalization = settings.protocol().normalization(settings.objectives());
    for (RunOutcome outcome : result.all()) {
      Path front;
      try (Stream<Path> files = Files.walk(temp.resolve("jmetal"))) {
        front = files
            .filter(file -> file.endsWith("FUN" + (outcome.seed() - 1) + ".csv"))
            .findFirst()
            .orElseThrow();
      }
      double[][] points = Files.readAllLines(front).stream()
          .map(line -> normalization.apply(
              Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()))
          .toArray(double[][]::new);
      assertEquals(outcome.hypervolume(), settings.protocol().hypervolume(points), 1e-9);
    }
  }

  @Test
  void oneLevelIsOnRecordToo() throws Exception {
    Experiment once = builder("random")
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(5)))
        .evaluations(10)
        .build();
    ExperimentResult result = once.run(temp.resolve("once"), SuiteListener.NONE);
    RunSettings settings = result.outcomes().keySet().iterator().next();
    assertEquals(
        settings.fidelities(), result.archive().problems().get(0).settings().fidelities());
    assertTrue(
        once.verify(temp.resolve("once"), 2).stream().allMatch(Verification.Repetition::identical));
  }

  @Test
  void aConstraintWithNoiseIsEnoughForRepeatedMeasurements() throws Exception {
    Experiment.Builder builder = Experiment.builder()
        .algorithms("random")
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5)));
    Experiment bounded =
        builder.problem("HWGPT-S(perplexity,params,latency@a100-max-20)").build();
    Experiment exact = builder.problem("HWGPT-S(perplexity,params)").build();
    try (Benches benches = Benches.shipped()) {
      assertEquals(1, bounded.problems(benches).size());
      String message =
          assertThrows(UsageException.class, () -> exact.problems(benches)).getMessage();
      assertTrue(message.startsWith("Problem HWGPT-S(perplexity,params): fidelities of"), message);
    }
  }

  @Test
  void theConstantsOfAClockAreInTheRecord() throws Exception {
    Experiment inJava = Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random")
        .budget(Budget.seconds(60))
        .clock("latency@rtx2080", 20, 0, 7)
        .seeds(1, 1)
        .build();
    Experiment inYaml = SuiteFile.parse(
        "mine.yaml",
        "{problems: ['" + PROBLEM + "'], algorithms: random, seeds: 1, budget: {time: 60s},"
            + " clock: {latency: latency@rtx2080, loading: 20 s, tokens: 0, measurements: 7}}");
    Path folder = temp.resolve("clock");
    inJava.run(folder, SuiteListener.NONE);
    RunSettings recorded = SuiteArchive.open(folder).problems().get(0).settings();
    RunConditions.Clock clock = recorded.simulation().orElseThrow().clock();
    assertEquals(new RunConditions.Clock(Objective.parse("latency@rtx2080"), 20, 0, 7), clock);
    assertEquals(2, runs(folder).get(0).open().evaluations(), "of little more than 20 s each");
    try (Benches benches = Benches.shipped()) {
      assertEquals(recorded.simulation(), inYaml.problems(benches).get(0).simulation());
    }
    Experiment some = SuiteFile.parse(
        "mine.yaml",
        "{problems: ['" + PROBLEM + "'], algorithms: random,"
            + " clock: {latency: latency@rtx2080, tokens: 1024}}");
    try (Benches benches = Benches.shipped()) {
      assertEquals(
          new RunConditions.Clock(Objective.parse("latency@rtx2080"), 10, 1024, 50),
          some.problems(benches).get(0).simulation().orElseThrow().clock());
    }
  }

  @Test
  void aBudgetOfCostCannotBeContinuedWithAnotherAmount() throws Exception {
    Path folder = temp.resolve("cost");
    builder("random").budget(Budget.cost(2)).build().run(folder, SuiteListener.NONE);
    Experiment more = builder("random").budget(Budget.cost(3)).build();
    String message = assertThrows(IOException.class, () -> more.resume(folder, SuiteListener.NONE))
        .getMessage();
    assertTrue(
        message.contains("; budgets of cost and time can't be continued with another amount; "),
        message);
    Experiment renamed = builder("random").name("other").budget(Budget.cost(2)).build();
    String ofName = assertThrows(
            IOException.class, () -> renamed.resume(folder, SuiteListener.NONE))
        .getMessage();
    assertTrue(ofName.contains(", 'other' here; give the settings that it was"), ofName);
  }

  @Test
  void aClockFollowsALatencyOnly() {
    Experiment wrong = onTheClock("random").clock("perplexity").build();
    try (Benches benches = Benches.shipped()) {
      String message =
          assertThrows(UsageException.class, () -> wrong.suite(benches)).getMessage();
      assertEquals("Clock of 'perplexity'; allowed: a latency such as latency@rtx2080", message);
    }
  }

  @Test
  void aBudgetOfEvaluationsGoesOnWithMore() throws Exception {
    Experiment.Builder few = onTheClock("nsga2").evaluations(20);
    few.build().run(temp.resolve("few"), SuiteListener.NONE);
    few.evaluations(30).build().resume(temp.resolve("few"), SuiteListener.NONE);
    few.build().run(temp.resolve("more"), SuiteListener.NONE);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          runs(temp.resolve("few")).get(i).bytes(),
          runs(temp.resolve("more")).get(i).bytes());
    }
  }

  @Test
  void algorithmsThatEvaluateOneAtATimeAreRefusedBeforeTheSuiteStarts() throws Exception {
    Experiment.Builder eight = onTheClock("moea:MOEAD");
    String message = assertThrows(
            UsageException.class,
            () -> eight.build().run(temp.resolve("refused"), SuiteListener.NONE))
        .getMessage();
    assertTrue(message.contains("can't search with 8 workers"), message);
    assertFalse(Files.exists(temp.resolve("refused")));
    assertEquals(
        List.of(),
        eight.workers(1).build().run(temp.resolve("one"), SuiteListener.NONE).failed());
    RunTrace trace = runs(temp.resolve("one")).get(0).open();
    assertEquals(1, trace.expense(0).cost());
    assertTrue(trace.expense(trace.evaluations() - 1).seconds() <= 300);
  }

  /** Thinks before each proposal. */
  private static final class Slow implements OptimizerFactory {

    static final int MILLIS = 20;

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String description() {
      return "thinks";
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return new Optimizer() {
        private int asked;

        @Override
        public List<Candidate> ask(int atMost) {
          think();
          return List.of(new Candidate(asked++, task.space().sample(random)));
        }

        @Override
        public void tell(List<Evaluation> evaluations) {}
      };
    }

    static void think() {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Knows nothing of conditions, and thinks before each evaluation. */
  private record SlowSequential() implements SearchAlgorithm {

    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("slow-sequential");
    }

    @Override
    public String description() {
      return "thinks";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      for (int i = 0; i < budget; i++) {
        Slow.think();
        AlgorithmRegistry.load().algorithm("random").run(problem, 1, seed, listener);
      }
    }
  }

  @Test
  void theTimeOfTheAlgorithmIsInTheRecord() throws Exception {
    Experiment.Builder plain = Experiment.builder()
        .problem(PROBLEM)
        .algorithms(new Slow(), new SlowSequential())
        .seeds(1, 1)
        .evaluations(12);
    Experiment.Builder clock = plain.build().toBuilder().clock("latency@rtx2080");
    List<Experiment.Builder> kinds = List.of(
        plain,
        clock,
        clock.build().toBuilder().countProposalTime(true),
        clock.build().toBuilder().noAlgorithms().algorithms(new Slow()).workers(4));
    for (int i = 0; i < kinds.size(); i++) {
      Path folder = temp.resolve("kind" + i);
      // Whoever watches takes time too.
      SuiteListener watching = new SuiteListener() {
        @Override
        public void evaluated() {
          Slow.think();
        }

        @Override
        public void ended(RunSettings problem, RunOutcome outcome) {}
      };
      assertEquals(List.of(), kinds.get(i).build().run(folder, watching).failed());
      for (ArchivedRun run : runs(folder)) {
        Duration time = run.outcome().proposalTime().orElseThrow();
        String timing = run.place() + " " + run.outcome().timing();
        // Timers may be early by a little.
        assertTrue(time.toMillis() >= 12 * (Slow.MILLIS - 1), timing);
        assertTrue(
            run.outcome().duration().minus(time).toMillis() >= 12 * (Slow.MILLIS - 1), timing);
      }
    }
  }

  @Test
  void theTimeOfTheOptimizerCountsOnlyWhereThatIsAsked() throws Exception {
    ExperimentResult plain =
        onTheClock("ehvi").seeds(1, 1).build().run(temp.resolve("without"), SuiteListener.NONE);
    ExperimentResult counted = onTheClock("ehvi")
        .seeds(1, 1)
        .countProposalTime(true)
        .build()
        .run(temp.resolve("with"), SuiteListener.NONE);
    assertNotEquals(plain.all().get(0).sha256(), counted.all().get(0).sha256());
    RunTrace trace = runs(temp.resolve("with")).get(0).open();
    assertFalse(Double.isNaN(trace.expense(0).seconds()));
    assertArrayEquals(runs(temp.resolve("without")).get(0).open().genes(0), trace.genes(0));
  }
}
