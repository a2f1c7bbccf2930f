package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that report, go on at a higher fidelity, and are pruned. */
class PrunersTest {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("accuracy"), Objective.parse("energy@a100"));
  private static final Fidelities MEASUREMENTS =
      Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25));
  /** Lets an evaluation take a second for each gene that is new, and one to begin. */
  private static final SimulatedClock CLOCK = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return 1 + genes[0] + fidelity - before;
    }

    @Override
    public double typicalSeconds() {
      return 4;
    }
  };

  @TempDir
  private Path temp;

  private final HwGptBench bench = HwGptBench.open(SearchSpace.s());
  private final ObjectiveEvaluator evaluator = bench.evaluator(OBJECTIVES);

  @AfterEach
  void close() {
    evaluator.close();
    bench.close();
  }

  private Problem measured(long seed) {
    return ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .measurements(MEASUREMENTS, bench.readingNoise(OBJECTIVES), seed)
        .build();
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Study study(Pruner pruner, Direction... directions) {
    return Study.builder()
        .directions(directions)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .pruner(pruner)
        .create();
  }

  private static boolean prunes(Study study, long step, double... values) {
    Trial trial = study.ask();
    trial.report(values, step);
    boolean prunes = trial.shouldPrune();
    study.tell(trial, prunes ? TrialState.PRUNED : TrialState.FAIL);
    return prunes;
  }

  @Test
  void thePointsOfAnEarlierFrontGoOn() {
    Study study = study(Pruners.successiveHalving(1, 2), Direction.MINIMIZE, Direction.MAXIMIZE);
    assertFalse(prunes(study, 1, 5, 5), "the first always goes on");
    assertTrue(prunes(study, 1, 6, 4), "dominated");
    assertTrue(prunes(study, 1, 7, 3));
    assertFalse(prunes(study, 1, 4, 6), "dominates all");
    assertFalse(prunes(study, 1, 4, 6), "the same as what goes on");
    assertTrue(prunes(study, 1, Double.NaN, 9));
    assertFalse(prunes(study, 0, 9, 0), "a step before the first decision");
    assertTrue(study.bestTrials().isEmpty());
  }

  @Test
  void violatedConstraintsCountFirst() {
    Study study = study(Pruners.successiveHalving(1, 2), Direction.MINIMIZE, Direction.MINIMIZE);
    for (double violation : List.of(0.0, 2.0, -1.0)) {
      Trial trial = study.ask();
      trial.setConstraint("size", violation);
      trial.report(new double[] {5 - Math.abs(violation), 5 - Math.abs(violation)}, 1);
      assertEquals(violation > 0, trial.shouldPrune());
    }
    Trial better = study.ask();
    better.setConstraint("size", 1);
    better.report(new double[] {0, 0}, 1);
    assertTrue(better.shouldPrune(), "better, but violated");
  }

  @Test
  void decisionsAreMadeAtTheStepsOfRungs() {
    Study study = study(Pruners.successiveHalving(2, 3), Direction.MINIMIZE, Direction.MINIMIZE);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Trial trial = study.ask();
      trial.report(new double[] {-i, -i}, 2);
      assertFalse(trial.shouldPrune());
      trials.add(trial);
    }
    // Each was the best when it came; the last is the best at the next rung, of step 6, too.
    trials.get(2).report(new double[] {-2, -2}, 6);
    assertFalse(trials.get(2).shouldPrune());
    trials.get(0).report(new double[] {0, 0}, 5);
    assertFalse(trials.get(0).shouldPrune(), "no rung of step 5");
    trials.get(0).report(new double[] {0, 0}, 7);
    assertTrue(trials.get(0).shouldPrune());
    assertThrows(IllegalArgumentException.class, () -> Pruners.successiveHalving(0, 3));
    assertThrows(IllegalArgumentException.class, () -> Pruners.successiveHalving(1, 1));
  }

  /** The highest step is estimated, and may be below the least resource. */
  @Test
  void hyperbandHasABracketWhereTrialsAreShort() {
    Study study = study(Pruners.hyperband(10, 3), Direction.MINIMIZE);
    study.optimize(
        trial -> {
          for (int step = 0; step < 3; step++) {
            trial.report(step, step);
            assertFalse(trial.shouldPrune());
          }
          return new double[] {1};
        },
        3);
    assertEquals(
        List.of(TrialState.COMPLETE, TrialState.COMPLETE, TrialState.COMPLETE),
        study.trials().stream().map(FrozenTrial::state).toList());
  }

  @Test
  void reportsOfSeveralObjectivesAreKept() {
    Path file = temp.resolve("study.log");
    Study study = Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("mine")
        .directions(Direction.MINIMIZE, Direction.MINIMIZE)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .create();
    Trial trial = study.ask();
    trial.report(new double[] {3, Double.POSITIVE_INFINITY}, 5);
    trial.report(new double[] {4, 0.5}, 1);
    trial.report(new double[] {9, 9}, 1);
    assertThrows(IllegalArgumentException.class, () -> trial.report(new double[] {1}, 6));
    assertThrows(IllegalArgumentException.class, () -> trial.report(new double[] {1, 2}, -1));
    assertFalse(trial.shouldPrune(), "there is no pruner");
    study.tell(trial, TrialState.PRUNED);
    FrozenTrial read =
        Study.builder().storage(JournalStorage.open(file)).load().trials().get(0);
    assertEquals(TrialState.PRUNED, read.state());
    assertEquals(List.of(), read.values());
    assertEquals(
        new TreeMap<>(Map.of(1L, List.of(4.0, 0.5), 5L, List.of(3.0, Double.POSITIVE_INFINITY))),
        read.reports());

    Study single = study(Pruners.none(), Direction.MINIMIZE);
    Trial one = single.ask();
    one.report(new double[] {2}, 3);
    FrozenTrial told = single.tell(one, TrialState.PRUNED);
    assertEquals(2, told.value());
    assertEquals(Map.of(3L, List.of(2.0)), told.reports());
  }

  @Test
  void trialsGoOnAtAHigherFidelityForTheDifference() {
    BenchmarkObjective objective = BenchmarkObjective.of(
        SearchSpace.s(),
        measured(3),
        new SearchConditions(Budget.cost(8), SearchStart.EMPTY, 1, CLOCK, false));
    Study study = Study.builder()
        .objectivesOf(objective)
        .sampler(Samplers.random(random(3)))
        .pruner(Pruners.successiveHalving(MEASUREMENTS))
        .create();
    study.optimize(objective, 1000);

    List<FrozenTrial> trials = study.trials();
    assertTrue(trials.size() > 30 && trials.size() < 200, trials.size() + " trials");
    FrozenTrial last = trials.get(trials.size() - 1);
    assertEquals(TrialState.PRUNED, last.state(), "what there was no budget for");
    double cost = 0;
    double before = 0;
    for (FrozenTrial trial : trials.subList(0, trials.size() - 1)) {
      int amount = (int) trial.userAttrs().get(BenchmarkObjective.FIDELITY);
      assertEquals(
          amount == 25 ? TrialState.COMPLETE : TrialState.PRUNED, trial.state(), trial::toString);
      assertEquals(amount, trial.reports().lastKey());
      double own = (double) trial.userAttrs().get(BenchmarkObjective.COST);
      assertEquals(amount / 25.0, own, 1e-12);
      cost += own;
      double seconds = (double) trial.userAttrs().get(BenchmarkObjective.SECONDS);
      assertTrue(seconds > before);
      before = seconds;
      if (trial.state() == TrialState.COMPLETE) {
        assertEquals(trial.values(), trial.reports().get(25L));
        assertEquals(Set.of(1L, 5L, 25L), trial.reports().keySet());
      }
    }
    assertTrue(cost <= 8, cost + " spent");
    long complete = study.trials(Set.of(TrialState.COMPLETE)).size();
    assertTrue(complete > 0 && complete < trials.size() / 4, complete + " complete");
    assertTrue(study.bestTrials().stream().allMatch(t -> t.state() == TrialState.COMPLETE));
  }

  private Study resumable(Path file, BenchmarkObjective objective) {
    return Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("mine")
        .objectivesOf(objective)
        .sampler(Samplers.random(random(3)))
        .pruner(Pruners.successiveHalving(MEASUREMENTS))
        .createOrLoad();
  }

  private BenchmarkObjective limited(Budget budget) {
    return BenchmarkObjective.of(
        SearchSpace.s(),
        measured(3),
        new SearchConditions(budget, SearchStart.EMPTY, 1, CLOCK, false));
  }

  private static List<?> seen(Study study) {
    return study.trials().stream()
        .map(trial -> List.of(
            trial.state(), trial.params(), trial.values(), trial.reports(), trial.userAttrs()))
        .toList();
  }

  @Test
  void aStudyThatIsLoadedHasWhatIsLeftOfTheBudget() {
    for (Budget budget : List.of(Budget.cost(6), Budget.seconds(300), Budget.evaluations(70))) {
      String unit = budget.unit().toString();
      BenchmarkObjective whole = limited(budget);
      Study once = resumable(temp.resolve(unit + "-once.log"), whole);
      once.optimize(whole, 1000);
      assertTrue(once.trials().size() > 20, once.trials().size() + " trials");

      Path file = temp.resolve(unit + "-twice.log");
      for (FrozenTrial trial : once.trials()) {
        resumable(file, limited(budget)).enqueueTrial(trial.params());
      }
      resumable(file, limited(budget)).optimize(limited(budget), 12);
      Study loaded = resumable(file, limited(budget));
      loaded.optimize(limited(budget), 1000);
      assertEquals(seen(once), seen(loaded));

      BenchmarkObjective smaller = limited(new Budget(budget.unit(), budget.amount() / 2));
      Study spent = resumable(file, smaller);
      spent.optimize(smaller, 10);
      assertEquals(once.trials().size() + 1, spent.trials().size());
      assertEquals(Map.of(), spent.trials().get(once.trials().size()).userAttrs(), "not evaluated");
    }
  }

  @Test
  void anObjectiveMayChooseFidelitiesItself() {
    BenchmarkObjective objective = BenchmarkObjective.of(SearchSpace.s(), measured(3));
    Study study = Study.builder()
        .objectivesOf(objective)
        .sampler(Samplers.random(random(3)))
        .create();
    study.optimize(
        trial -> {
          objective.evaluate(trial, 1);
          return objective.evaluate(trial, 2);
        },
        1);
    FrozenTrial trial = study.trials().get(0);
    assertEquals(Set.of(5L, 25L), trial.reports().keySet());
    assertEquals(1, (double) trial.userAttrs().get(BenchmarkObjective.COST), 1e-12);
    assertFalse(trial.userAttrs().containsKey(BenchmarkObjective.SECONDS));
  }

  @Test
  void samplersLearnFromPriors() {
    List<Objective> objectives =
        List.of(Objective.parse("accuracy"), Objective.parse("energy@h100"));
    try (ObjectiveEvaluator other = bench.evaluator(objectives)) {
      Problem elsewhere =
          ArchitectureProblem.builder(other).objectives(objectives).build();
      List<Evaluation> known = new ArrayList<>();
      AlgorithmRegistry.load().algorithm("random").run(elsewhere, 20, 5, known::add);
      Prior prior = Prior.of(elsewhere, known, measured(7));
      SearchConditions conditions =
          SearchConditions.of(12, new SearchStart(List.of(), List.of(), List.of(prior)));
      List<Evaluation> expected = new ArrayList<>();
      AlgorithmRegistry.load()
          .algorithm("transfer-ehvi")
          .run(measured(7), conditions, 7, expected::add);

      BenchmarkObjective objective =
          BenchmarkObjective.of(SearchSpace.s(), measured(7), conditions);
      Study study = Study.builder()
          .objectivesOf(objective)
          .sampler(Samplers.of("transfer-ehvi", random(7)))
          .create();
      study.optimize(objective, 12);
      assertEquals(
          expected.stream()
              .map(it ->
                  SearchSpace.s().format(SearchSpace.s().decode(it.candidate().genes())))
              .toList(),
          study.trials().stream()
              .map(trial -> trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE))
              .toList());
    }
  }

  /** The door adds nothing and takes nothing away: values, costs and times. */
  @Test
  void withoutAPrunerTrialsAreThoseOfARunOfTheAlgorithm() {
    SearchConditions conditions =
        new SearchConditions(Budget.seconds(200), SearchStart.EMPTY, 1, CLOCK, false);
    List<Evaluation> expected = new ArrayList<>();
    AlgorithmRegistry.load().algorithm("nsga2").run(measured(7), conditions, 7, expected::add);

    BenchmarkObjective objective = BenchmarkObjective.of(SearchSpace.s(), measured(7), conditions);
    Study study = Study.builder()
        .objectivesOf(objective)
        .sampler(Samplers.nsga2(random(7)))
        .create();
    study.optimize(objective, OptimizeOptions.trials(conditions.fullEvaluations()));

    assertTrue(expected.size() > 30, expected.size() + " evaluations");
    for (int i = 0; i < expected.size(); i++) {
      Evaluation evaluation = expected.get(i);
      FrozenTrial trial = study.trials().get(i);
      assertEquals(
          SearchSpace.s().format(SearchSpace.s().decode(evaluation.candidate().genes())),
          trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE));
      assertEquals(-evaluation.objectives()[0], trial.values().get(0));
      assertEquals(evaluation.objectives()[1], trial.values().get(1));
      assertEquals(evaluation.cost(), trial.userAttrs().get(BenchmarkObjective.COST));
      assertEquals(evaluation.seconds(), trial.userAttrs().get(BenchmarkObjective.SECONDS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mo-re", "ehvi", "random"})
  void severalTrialsInSimulatedTimeAreThoseOfARunOfTheAlgorithm(String algorithm) {
    SearchConditions conditions =
        new SearchConditions(Budget.seconds(40), SearchStart.EMPTY, 4, CLOCK, false);
    List<Evaluation> expected = new ArrayList<>();
    AlgorithmRegistry.load().algorithm(algorithm).run(measured(7), conditions, 7, expected::add);
    List<Double> ends = expected.stream().map(Evaluation::seconds).toList();
    assertEquals(ends.stream().sorted().toList(), ends);
    List<Evaluation> begun = new ArrayList<>(expected);
    begun.sort(Comparator.comparingLong(it -> it.candidate().number()));
    assertNotEquals(expected, begun, "some overtake others");

    BenchmarkObjective objective = BenchmarkObjective.of(SearchSpace.s(), measured(7), conditions);
    Study study = Study.builder()
        .objectivesOf(objective)
        .sampler(Samplers.of(algorithm, random(7)))
        .create();
    List<Object> ended = new ArrayList<>();
    study.optimize(
        objective,
        OptimizeOptions.trials(conditions.fullEvaluations() * 2)
            .callback(
                (own, trial) -> ended.add(trial.userAttrs().get(BenchmarkObjective.SECONDS))));
    List<FrozenTrial> trials = study.trials(Set.of(TrialState.COMPLETE));
    assertEquals(
        begun.stream()
            .map(it -> List.of(
                SearchSpace.s().format(SearchSpace.s().decode(it.candidate().genes())),
                it.objectives()[1],
                it.cost(),
                it.seconds()))
            .toList(),
        trials.stream()
            .map(trial -> List.of(
                trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE),
                trial.values().get(1),
                trial.userAttrs().get(BenchmarkObjective.COST),
                trial.userAttrs().get(BenchmarkObjective.SECONDS)))
            .toList());
    // The trial that there is no time for is pruned, while others go on.
    assertTrue(ended.contains(null));
    assertEquals(ends, ended.stream().filter(Objects::nonNull).toList());
  }

  @Test
  void prunedTrialsLeaveTheirWorkersToOthers() {
    SearchConditions conditions =
        new SearchConditions(Budget.cost(8), SearchStart.EMPTY, 3, CLOCK, false);
    BenchmarkObjective objective = BenchmarkObjective.of(SearchSpace.s(), measured(3), conditions);
    Study study = resumable(temp.resolve("workers.log"), objective);
    study.optimize(objective, 1000);
    double cost = 0;
    double end = 0;
    double busy = 0;
    for (FrozenTrial trial : study.trials()) {
      assertTrue(trial.state().isFinished(), trial::toString);
      if (trial.userAttrs().get(BenchmarkObjective.COST) instanceof Double own) {
        cost += own;
        end = Math.max(end, (double) trial.userAttrs().get(BenchmarkObjective.SECONDS));
        busy += 1 + 2 * trial.reports().size();
      }
    }
    assertTrue(cost > 7 && cost <= 8 + 1e-9, cost + " spent");
    assertTrue(end < busy, "three at a time end at " + end + " after " + busy);
    assertTrue(study.trials(Set.of(TrialState.PRUNED)).size() > 10);
    assertThrows(
        IllegalArgumentException.class,
        () -> study.optimize(objective, OptimizeOptions.trials(5).jobs(2)));
    assertThrows(
        IllegalStateException.class, () -> study.optimize(trial -> objective.evaluate(trial), 1));
    BenchmarkObjective again = BenchmarkObjective.of(SearchSpace.s(), measured(3), conditions);
    Study loaded = resumable(temp.resolve("workers.log"), again);
    int before = loaded.trials().size();
    loaded.optimize(again, 1000);
    double added = 0;
    for (FrozenTrial trial : loaded.trials().subList(before, loaded.trials().size())) {
      added += trial.userAttrs().get(BenchmarkObjective.COST) instanceof Double own ? own : 0;
    }
    assertTrue(cost + added <= 8 + 1e-9, added + " spent beyond " + cost);
  }
}
