package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedSearchTest {

  private static final GenotypeSpace SPACE = Driver.ternary(3);
  private static final Fidelities LEVELS = Fidelities.of(Fidelities.TOKENS, List.of(1, 4));

  /** One objective that says the level, and one that says the first gene. */
  private record Levelled(Fidelities fidelities) implements Problem {

    @Override
    public String name() {
      return "levelled";
    }

    @Override
    public GenotypeSpace genotypes() {
      return SPACE;
    }

    @Override
    public List<? extends Criterion> objectives() {
      return List.of(new Named("level"), new Named("gene"));
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      evaluateMargins(genes, fidelities.highest(), objectives, violations);
    }

    @Override
    public void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
      objectives[0] = fidelity;
      objectives[1] = genes[0];
    }
  }

  private record Named(String name) implements Criterion {

    @Override
    public String unit() {
      return "";
    }

    @Override
    public boolean maximized() {
      return false;
    }
  }

  /** Takes as many seconds as the first gene says, and one more, per level that is new. */
  private static final SimulatedClock CLOCK = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return (1 + genes[0]) * (before < 0 ? fidelity + 1 : Math.max(1, fidelity - before));
    }

    @Override
    public double typicalSeconds() {
      return 2;
    }
  };

  /** Takes a second for each token of {@link #LEVELS} that is new. */
  private static final SimulatedClock PER_TOKEN = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return tokens(fidelity) - tokens(before);
    }

    private static int tokens(int fidelity) {
      return fidelity < 0 ? 0 : LEVELS.levels().get(fidelity).amount();
    }

    @Override
    public double typicalSeconds() {
      return 4;
    }
  };

  @Test
  void anArchitectureTakesItsWholeTimeAtALevelThatIsNotHigher() {
    MeteredProblem metered = new MeteredProblem(
        new Levelled(LEVELS),
        new SearchConditions(Budget.seconds(14), SearchStart.EMPTY, 1, PER_TOKEN, false));
    double now = 0;
    List<Double> ends = new ArrayList<>();
    for (int fidelity : new int[] {0, 1, 0, 1}) {
      now = metered
          .evaluate(new Candidate(0, new int[] {0, 0, 0}, fidelity), now)
          .orElseThrow()
          .end();
      ends.add(now);
    }
    assertEquals(List.of(1.0, 4.0, 5.0, 9.0), ends);
  }

  @Test
  void anEvaluationThatDoesNotFitLeavesNothingToGoOnWith() {
    MeteredProblem metered = new MeteredProblem(
        new Levelled(LEVELS),
        new SearchConditions(Budget.seconds(4), SearchStart.EMPTY, 1, PER_TOKEN, false));
    Candidate high = new Candidate(0, new int[] {0, 0, 0}, 1);
    assertEquals(Optional.empty(), metered.evaluate(high, 1));
    assertEquals(1, metered.evaluate(high, 0).orElseThrow().evaluation().cost());
  }

  /** Always quicker than it expects. */
  private static final SimulatedClock QUICK = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return 1;
    }

    @Override
    public double typicalSeconds() {
      return 10;
    }

    @Override
    public double shortestSeconds() {
      return 0.5;
    }
  };

  /** Proposes what it is given, and writes down what it is asked and told. */
  private static final class Scripted implements OptimizerFactory {

    private final List<String> log = new ArrayList<>();
    private final Deque<Candidate> script = new ArrayDeque<>();
    private @Nullable SearchTask task;

    Scripted then(int gene, int fidelity) {
      script.add(new Candidate(script.size(), new int[] {gene, 0, 0}, fidelity));
      return this;
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public String description() {
      return "as written";
    }

    @Override
    public boolean learns() {
      return true;
    }

    @Override
    public Optimizer create(SearchTask given, Settings settings, RandomGenerator random) {
      task = given;
      return new Optimizer() {
        @Override
        public List<Candidate> ask(int atMost) {
          if (script.isEmpty()) {
            return List.of();
          }
          log.add("ask " + script.element().number());
          return List.of(script.remove());
        }

        @Override
        public void tell(List<Evaluation> evaluations) {
          evaluations.forEach(
              evaluation -> log.add("tell " + evaluation.candidate().number()));
        }

        @Override
        public void learn(int[] genes, double[] objectives, double[] margins) {
          log.add("learn " + genes[0]);
        }
      };
    }

    List<Evaluation> run(Problem problem, SearchConditions conditions) {
      List<Evaluation> evaluations = new ArrayList<>();
      create(Settings.initial(List.of())).run(problem, conditions, 1, evaluations::add);
      return evaluations;
    }
  }

  private static SearchConditions conditions(
      Budget budget, int workers, @Nullable SimulatedClock clock) {
    return new SearchConditions(budget, SearchStart.EMPTY, workers, clock, false);
  }

  private static double[] seconds(List<Evaluation> evaluations) {
    return evaluations.stream().mapToDouble(Evaluation::seconds).toArray();
  }

  @Test
  void workersAreBusyAndResultsComeInTheOrderInWhichTheyEnd() {
    Scripted optimizer = new Scripted().then(2, 0).then(0, 0).then(1, 0).then(0, 0);
    List<Evaluation> evaluations =
        optimizer.run(new Levelled(Fidelities.SINGLE), conditions(Budget.evaluations(4), 2, CLOCK));
    assertEquals(
        List.of("ask 0", "ask 1", "tell 1", "ask 2", "tell 0", "tell 2", "ask 3", "tell 3"),
        optimizer.log);
    assertEquals("[1.0, 3.0, 3.0, 4.0]", Arrays.toString(seconds(evaluations)));
    assertEquals(2, optimizer.task.workers());
  }

  @Test
  void whatGoesOnFromALowerLevelCostsTheDifference() {
    Scripted optimizer =
        new Scripted().then(1, 0).then(1, 1).then(1, 1).then(1, 0).then(1, 1);
    List<Evaluation> evaluations =
        optimizer.run(new Levelled(LEVELS), conditions(Budget.cost(100), 1, null));
    assertEquals(
        List.of(0.25, 0.75, 1.0, 0.25, 1.0),
        evaluations.stream().map(Evaluation::cost).toList());
    assertEquals(
        List.of(0.0, 1.0, 1.0, 0.0, 1.0),
        evaluations.stream().map(evaluation -> evaluation.objectives()[0]).toList());
    assertTrue(Arrays.stream(seconds(evaluations)).allMatch(Double::isNaN));
    assertEquals(LEVELS, optimizer.task.fidelities());
    assertEquals(100, optimizer.task.budget());
  }

  @Test
  void beginsNothingThatTheBudgetIsNotEnoughFor() {
    Problem problem = new Levelled(LEVELS);
    assertEquals(
        3,
        new Scripted()
            .then(0, 0)
            .then(1, 0)
            .then(2, 0)
            .then(0, 1)
            .then(1, 0)
            .run(problem, conditions(Budget.cost(1.25), 1, null))
            .size(),
        "0.75 more would be 1.5");
    assertEquals(
        2,
        new Scripted()
            .then(0, 0)
            .then(1, 0)
            .then(2, 0)
            .run(problem, conditions(Budget.evaluations(2), 1, null))
            .size());
    List<Evaluation> timed = new Scripted()
        .then(2, 0)
        .then(0, 0)
        .then(1, 0)
        .then(0, 0)
        .run(problem, conditions(Budget.seconds(3), 2, CLOCK));
    assertEquals("[1.0, 3.0, 3.0]", Arrays.toString(seconds(timed)));
  }

  @Test
  void sumsOfCostsMayBeRounded() {
    Scripted optimizer = new Scripted();
    for (int i = 0; i < 40; i++) {
      optimizer.then(i % 3, 0);
    }
    Fidelities tenths = Fidelities.of(Fidelities.TOKENS, List.of(1, 10));
    assertEquals(
        30,
        optimizer.run(new Levelled(tenths), conditions(Budget.cost(3), 1, null)).size());
  }

  @Test
  void initialArchitecturesComeFirstAndAreLearned() {
    Scripted optimizer = new Scripted().then(0, 0);
    SearchStart start = new SearchStart(List.of(new int[] {2, 0, 0}), List.of());
    List<Evaluation> evaluations = optimizer.run(
        new Levelled(LEVELS), new SearchConditions(Budget.cost(5), start, 1, CLOCK, false));
    assertEquals(List.of("learn 2", "ask 0", "tell 0"), optimizer.log);
    assertEquals("[6.0, 7.0]", Arrays.toString(seconds(evaluations)));
  }

  @Test
  void nothingIsProposedBeforeTheInitialArchitecturesAreLearned() {
    Scripted optimizer = new Scripted().then(0, 0).then(1, 0);
    SearchStart start =
        new SearchStart(List.of(new int[] {2, 0, 0}, new int[] {1, 0, 0}), List.of());
    Problem problem = new Levelled(Fidelities.SINGLE);
    optimizer.run(problem, new SearchConditions(Budget.evaluations(4), start, 3, CLOCK, false));
    assertEquals(
        List.of("learn 1", "learn 2", "ask 0", "ask 1", "tell 0", "tell 1"), optimizer.log);
    assertThrows(
        UsageException.class,
        () -> optimizer.run(
            problem, new SearchConditions(Budget.evaluations(1), start, 1, null, false)));
  }

  @Test
  void theTimeOfTheOptimizerCountsWhereItIsToCount() {
    SearchConditions counted =
        new SearchConditions(Budget.evaluations(1), SearchStart.EMPTY, 1, CLOCK, true);
    double end = new Scripted()
        .then(0, 0)
        .run(new Levelled(Fidelities.SINGLE), counted)
        .get(0)
        .seconds();
    assertTrue(end > 1, () -> "ended at " + end);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SearchConditions(Budget.cost(1), SearchStart.EMPTY, 1, null, true));
    assertThrows(IllegalArgumentException.class, () -> conditions(Budget.seconds(1), 1, null));
  }

  /** Evaluates the same genotype at every step, and knows nothing of fidelities. */
  private static final class Framework implements SearchAlgorithm {

    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("framework");
    }

    @Override
    public String description() {
      return "of a framework";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      for (int i = 0; i < budget; i++) {
        double[] objectives = new double[2];
        int[] genes = {i % 3, 0, 0};
        problem.evaluate(genes, objectives, new double[0]);
        listener.evaluated(new Evaluation(new Candidate(i, genes), objectives, new double[0]));
      }
    }
  }

  @Test
  void algorithmsThatKnowNothingOfItSearchAtTheHighestFidelityUntilTheBudgetIsSpent() {
    List<Evaluation> evaluations = new ArrayList<>();
    Framework framework = new Framework();
    Problem problem = new Levelled(LEVELS);
    framework.run(problem, conditions(Budget.cost(3.5), 1, null), 1, evaluations::add);
    assertEquals(3, evaluations.size());
    assertTrue(evaluations.stream().allMatch(it -> it.objectives()[0] == 1 && it.cost() == 1));
    evaluations.clear();
    framework.run(problem, conditions(Budget.seconds(13), 1, CLOCK), 1, evaluations::add);
    assertEquals("[2.0, 6.0, 12.0]", Arrays.toString(seconds(evaluations)));
    evaluations.clear();
    framework.run(
        new Levelled(Fidelities.SINGLE),
        conditions(Budget.seconds(60), 1, QUICK),
        1,
        evaluations::add);
    assertEquals(60, evaluations.size());
    assertThrows(
        UsageException.class,
        () -> framework.run(problem, conditions(Budget.cost(3), 2, null), 1, evaluations::add));
    assertThrows(
        ArithmeticException.class,
        () -> framework.run(problem, conditions(Budget.seconds(3e9), 1, CLOCK), 1, evaluation -> {
          throw new ArithmeticException("begun");
        }));
  }
}
