package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplersTest {

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Study study(Sampler sampler) {
    return Study.builder()
        .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
        .sampler(sampler)
        .create();
  }

  /** Two objectives in conflict over eight genes of four levels, in integers and floats. */
  private static double[] steps(Trial trial) {
    double first = 0;
    double second = 0;
    for (int i = 0; i < 8; i++) {
      double x = i % 2 == 0
          ? trial.suggestInt("x" + i, 0, 9, 3) / 9.0
          : trial.suggestFloat("x" + i, 0, 1, 1.0 / 3);
      first += x * x;
      second -= (1 - x) * (1 - x);
    }
    return new double[] {first, second};
  }

  private static double hypervolume(Study study) {
    double[][] points = study.bestTrials().stream()
        .map(trial -> new double[] {trial.values().get(0), -trial.values().get(1)})
        .toArray(double[][]::new);
    return Hypervolume.of(points, new double[] {8, 8});
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "nsga2", "ehvi(initial=5)"})
  void proposeNothingTwiceWhileAllTrialsFail(String algorithm) {
    Study study = study(Samplers.of(algorithm, random(4)));
    Set<List<Integer>> distinct = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      Trial trial = study.ask();
      distinct.add(List.of(trial.suggestInt("x", 0, 4), trial.suggestInt("y", 0, 4)));
      study.tell(trial, TrialState.FAIL);
    }
    assertEquals(24, distinct.size());
  }

  /** The door adds nothing and takes nothing away: the same search, to the bit. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "nsga2", "mo-re", "local-search", "ehvi(initial=5)"})
  void onTheBenchmarkTrialsAreThoseOfARunOfTheAlgorithm(String algorithm) {
    List<Objective> objectives =
        List.of(Objective.parse("accuracy"), Objective.parse("latency@a100"));
    Constraint constraint = Constraint.parse("params<=80000000");
    int budget = algorithm.startsWith("ehvi") ? 15 : 60;
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator = bench.evaluator(List.of(
            Objective.parse("accuracy"),
            Objective.parse("latency@a100"),
            Objective.parse("params")))) {
      List<Evaluation> expected = new ArrayList<>();
      AlgorithmRegistry.load()
          .algorithm(algorithm)
          .run(
              ArchitectureProblem.builder(evaluator)
                  .objectives(objectives)
                  .constraints(constraint)
                  .build(),
              budget,
              7,
              expected::add);

      BenchmarkObjective objective = BenchmarkObjective.of(bench, objectives, constraint);
      Study study = Study.builder()
          .objectivesOf(objective)
          .sampler(Samplers.of(algorithm, random(7)))
          .create();
      study.optimize(objective, budget);

      assertEquals(List.of(Direction.MAXIMIZE, Direction.MINIMIZE), study.directions());
      assertEquals(List.of("accuracy", "latency@a100"), study.metricNames());
      for (int i = 0; i < budget; i++) {
        FrozenTrial trial = study.trials().get(i);
        Evaluation evaluation = expected.get(i);
        assertEquals(
            bench.space().format(bench.space().decode(evaluation.candidate().genes())),
            trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE));
        assertEquals(
            3 + 2 * (int) trial.params().get("n_layer"), trial.params().size(), "of its layers");
        assertEquals(-evaluation.objectives()[0], trial.values().get(0));
        assertEquals(evaluation.objectives()[1], trial.values().get(1));
        assertEquals(evaluation.margins()[0], trial.constraints().get("params<=80000000"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "nsga2(population=20)", "mo-re", "local-search", "ehvi"})
  void theSameSeedIsTheSameStudyWhereTheSpaceIsFound(String algorithm) {
    int trials = algorithm.equals("ehvi") ? 25 : 100;
    Study one = study(Samplers.of(algorithm, random(3)));
    Study other = study(Samplers.of(algorithm, random(3)));
    one.optimize(SamplersTest::steps, trials);
    other.optimize(SamplersTest::steps, trials);
    assertEquals(one.trials().toString(), other.trials().toString());
    assertEquals(
        trials,
        new HashSet<>(one.trials().stream().map(FrozenTrial::params).toList()).size(),
        "no trial twice");
  }

  @Test
  void learningPays() {
    Study random = study(Samplers.random(random(1)));
    Study ehvi = study(Samplers.ehvi(random(1)));
    random.optimize(SamplersTest::steps, 40);
    ehvi.optimize(SamplersTest::steps, 40);
    assertTrue(hypervolume(ehvi) > 1.1 * hypervolume(random));
  }

  /** A layer has a width only if there is the layer. */
  private static double[] layers(Trial trial) {
    int layers = trial.suggestInt("layers", 1, 4);
    double size = 0;
    for (int layer = 1; layer <= layers; layer++) {
      size += trial.suggestCategorical("width_" + layer, 16, 32, 64);
    }
    return new double[] {size, layers + size / 64};
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsga2(population=20)", "mo-re", "local-search", "rsbo"})
  void spacesAreFoundWhileRunning(String algorithm) {
    Study study = study(Samplers.of(algorithm, random(5)));
    study.optimize(SamplersTest::layers, 40);
    for (FrozenTrial trial : study.trials()) {
      assertEquals(TrialState.COMPLETE, trial.state());
      assertEquals(1 + (int) trial.params().get("layers"), trial.params().size());
    }
    assertTrue(study.trials().stream().anyMatch(trial -> trial.params().containsKey("width_4")));
  }

  @Test
  void declaredSpacesKnowWhatExistsWhen() {
    ParameterSpace.Builder builder =
        ParameterSpace.builder().add("layers", new IntDistribution(1, 3));
    builder.add("width_1", CategoricalDistribution.of(16, 32));
    builder.addWhen("width_2", CategoricalDistribution.of(16, 32), "layers", 2, 3);
    builder.addWhen("width_3", CategoricalDistribution.of(16, 32), "layers", 3);
    builder.addWhen("skip", CategoricalDistribution.of(1, 2, 3), "width_3", 32);
    ParameterSpace space = builder.build();
    assertEquals(BigInteger.valueOf(2 + 4 + 4 * (1 + 3)), space.genotypes().distinct());

    Study study = study(Samplers.random(random(2)));
    Set<Map<String, Object>> seen = new HashSet<>();
    for (int i = 0; i < 22; i++) {
      Trial trial = study.ask(space);
      assertTrue(seen.add(trial.params()), "all are drawn before one comes again");
      int[] genes = space.encode(trial.params()).orElseThrow();
      assertEquals(trial.params(), space.decode(genes));
      study.tell(trial, i, i);
    }
    assertTrue(space.encode(Map.of("layers", 2, "width_1", 16)).isEmpty(), "width_2 is missing");
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.addWhen("more", new IntDistribution(0, 1), "depth", 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.addWhen("more", new IntDistribution(0, 1), "layers", 4));
    assertThrows(
        IllegalArgumentException.class, () -> builder.add("skip", new IntDistribution(0, 1)));
  }

  @Test
  void theSpaceOfArchitecturesIsThatOfTheBenchmark() {
    SearchSpace space = SearchSpace.s();
    ParameterSpace parameters = ParameterSpace.of(space);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      int[] genes = space.genotypes().sample(random);
      Map<String, Object> values = parameters.decode(genes);
      assertEquals(space.decode(genes).layers(), values.get("n_layer"));
      assertEquals(space.decode(genes).embedDim(), values.get("embed_dim"));
      assertArrayEquals(genes, parameters.encode(values).orElseThrow());
    }
  }

  /** What somebody else has evaluated is as good as what a sampler proposed itself. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "nsga2(population=10)", "mo-re", "local-search", "ehvi"})
  void samplersGoOnWithTheTrialsOfOthers(String algorithm) {
    Study study = study(Samplers.random(random(8)));
    study.optimize(SamplersTest::steps, 30);
    Set<Map<String, Object>> before =
        new HashSet<>(study.trials().stream().map(FrozenTrial::params).toList());
    Storage storage = study.storage();
    Study next = Study.builder()
        .storage(storage)
        .sampler(Samplers.of(algorithm, random(9)))
        .load();
    next.optimize(SamplersTest::steps, 15);
    next.trials()
        .subList(30, 45)
        .forEach(trial -> assertFalse(before.contains(trial.params()), "evaluated before"));
  }

  @Test
  void learnedTrialsLeadTheSearch() {
    Map<String, Distribution> space = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      space.put("x" + i, new IntDistribution(0, 1));
    }
    Study study = study(Samplers.of("mo-re(population=10,tournament=10)", random(1)));
    for (int i = 0; i < 10; i++) {
      FrozenTrial.Builder best = FrozenTrial.complete(0, 0);
      space.forEach((name, distribution) -> best.param(name, 1, distribution));
      study.addTrial(best.build());
    }
    for (int i = 0; i < 5; i++) {
      Trial trial = study.ask(space);
      long ones =
          trial.params().values().stream().filter(value -> value.equals(1)).count();
      assertTrue(ones >= 28, "a child of what was added, or of its child");
      study.tell(trial, 1, -1);
    }
  }

  @Test
  void whatFailsCountsAsTheWorst() {
    Study study = study(Samplers.of("nsga2(population=10)", random(1)));
    study.optimize(
        trial -> {
          double[] values = steps(trial);
          if ((int) trial.params().get("x0") > 0) {
            throw new IllegalStateException("no x0 but 0");
          }
          return values;
        },
        OptimizeOptions.trials(100).catching(IllegalStateException.class));
    long late = study.trials().subList(50, 100).stream()
        .filter(trial -> trial.state() == TrialState.COMPLETE)
        .count();
    assertTrue(late > 30, late + " of the last 50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsga2(population=10)", "mo-re", "ehvi"})
  void jobsDoNotWaitForEachOther(String algorithm) {
    Study study = study(Samplers.of(algorithm, random(1)));
    study.optimize(SamplersTest::steps, OptimizeOptions.trials(40).jobs(3));
    assertEquals(40, study.trials(Set.of(TrialState.COMPLETE)).size());
  }

  /** Zitzler's first function, in ten numbers of 0 to 1, and a choice that makes all worse. */
  private static double[] zdt1(Trial trial) {
    double first = trial.suggestFloat("x0", 0, 1);
    double sum = 0;
    for (int i = 1; i < 10; i++) {
      sum += trial.suggestFloat("x" + i, 0, 1);
    }
    double g = 1 + sum + trial.suggestCategorical("penalty", 0, 1, 2);
    return new double[] {first, -g * (1 - Math.sqrt(first / g))};
  }

  @Test
  void evolutionTakesAnyNumbers() {
    Study evolved = study(Samplers.nsga2(random(1)));
    Study drawn = study(Samplers.random(random(1)));
    evolved.optimize(SamplersTest::zdt1, 500);
    drawn.optimize(SamplersTest::zdt1, 500);
    assertTrue(hypervolume(evolved) > 1.1 * hypervolume(drawn));
    Study same = study(Samplers.nsga2(random(1)));
    same.optimize(SamplersTest::zdt1, 500);
    assertEquals(evolved.trials().toString(), same.trials().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehvi", "mo-re"})
  void otherSamplersRefuseThem(String algorithm) {
    Study study = study(Samplers.of(algorithm, random(1)));
    String message = assertThrows(
            IllegalArgumentException.class, () -> study.optimize(SamplersTest::zdt1, 5))
        .getMessage();
    assertTrue(message.contains("'x0'"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> study.ask(Map.of("rate", new FloatDistribution(0, 1))));
    assertEquals(0, study.trials(Set.of(TrialState.RUNNING)).size());
  }

  @Test
  void aSamplerServesOneStudy() {
    Sampler sampler = Samplers.moRe(random(1));
    study(sampler).optimize(SamplersTest::steps, 2);
    assertThrows(
        IllegalStateException.class, () -> study(sampler).optimize(SamplersTest::steps, 2));
  }
}
