package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every optimizer of ours that learns no model. */
class ModelFreeOptimizersTest {

  private static final GenotypeSpace TERNARY = Driver.ternary(20);
  private static final GenotypeSpace S = SearchSpace.s().genotypes();

  private static final GenotypeSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64)
      .layerCounts(1, 2)
      .headCounts(1)
      .mlpRatios(2, 4)
      .build()
      .genotypes();

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<String> defaults() {
    return Stream.of("random", "nsga2", "mo-re", "local-search");
  }

  static Stream<String> all() {
    return defaults().flatMap(name -> Stream.of(name, name + "@paper"));
  }

  static Stream<String> learning() {
    return defaults().filter(name -> !name.equals("random"));
  }

  private static Optimizer optimizer(
      String name, GenotypeSpace space, int objectives, int constraints, int budget, long seed) {
    AlgorithmName full = AlgorithmName.parse(name);
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(full);
    return factory.create(
        new SearchTask(space, objectives, constraints, budget),
        Settings.of(factory.settings(), full.settings()),
        new SplittableRandom(seed));
  }

  private static Optimizer optimizer(String name, GenotypeSpace space, int budget, long seed) {
    return optimizer(name, space, 2, 0, budget, seed);
  }

  private static List<Evaluation> run(
      String name, GenotypeSpace space, int budget, Function<int[], double[]> objectives) {
    return Driver.run(optimizer(name, space, budget, 7), budget, 256, objectives);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedIsTheSameSearchHoweverItIsAsked(String name) {
    List<Evaluation> expected = run(name, TERNARY, 400, Driver::conflict);
    assertEquals(400, expected.size());
    for (int portion : new int[] {1, 3, 64}) {
      Optimizer again = optimizer(name, TERNARY, 400, 7);
      assertEquals(expected, Driver.run(again, 400, portion, Driver::conflict));
    }
    Optimizer other = optimizer(name, TERNARY, 400, 8);
    assertNotEquals(expected, Driver.run(other, 400, 256, Driver::conflict));
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(i, expected.get(i).candidate().number());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfTellingDoesNotMatterIfAllIsTold(String name) {
    List<Evaluation> expected = run(name, TERNARY, 400, Driver::conflict);
    Optimizer again = optimizer(name, TERNARY, 400, 7);
    Random random = new Random(1);
    List<Evaluation> trace = new ArrayList<>();
    while (trace.size() < 400) {
      List<Evaluation> evaluations = new ArrayList<>();
      for (Candidate candidate : again.ask(400 - trace.size())) {
        evaluations.add(Driver.evaluation(candidate, Driver::conflict));
      }
      trace.addAll(evaluations);
      Collections.shuffle(evaluations, random);
      int half = random.nextInt(evaluations.size() + 1);
      again.tell(evaluations.subList(0, half));
      again.tell(evaluations.subList(half, evaluations.size()));
    }
    assertEquals(expected, trace);
  }

  @ParameterizedTest
  @MethodSource("all")
  void candidatesThatAreNotToldDelayTheSearchAtMost(String name) {
    Optimizer optimizer = optimizer(name, TERNARY, 200, 7);
    List<Candidate> untold = new ArrayList<>();
    Random random = new Random(1);
    int told = 0;
    while (told < 200) {
      untold.addAll(optimizer.ask(5));
      assertFalse(untold.isEmpty());
      Evaluation evaluation =
          Driver.evaluation(untold.remove(random.nextInt(untold.size())), Driver::conflict);
      optimizer.tell(List.of(evaluation));
      told++;
      List<Evaluation> again = List.of(evaluation);
      assertThrows(IllegalArgumentException.class, () -> optimizer.tell(again));
    }
    assertThrows(IllegalArgumentException.class, () -> optimizer.ask(0));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void noPhenotypeIsProposedTwiceBeforeAllWere(String name) {
    List<Evaluation> evaluations = run(name, S, 1500, Driver::conflict);
    assertEquals(1500, new HashSet<>(Driver.genes(evaluations)).size());
    for (Evaluation evaluation : evaluations) {
      int[] canonical = evaluation.candidate().genes();
      S.check(canonical);
      S.canonicalize(canonical);
      assertEquals(
          evaluation.candidate(), new Candidate(evaluation.candidate().number(), canonical));
    }
    List<List<Integer>> rounds = Driver.genes(run(name, TINY, 60, Driver::conflict));
    assertEquals(60, rounds.size());
    for (int round = 0; round < 5; round++) {
      assertEquals(12, new HashSet<>(rounds.subList(12 * round, 12 * round + 12)).size());
    }
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void spacesOfOneOrTwoPhenotypesAreSearchedOverAndOver(String name) {
    assertEquals(50, run(name, Driver.plain(1, 1), 50, Driver::conflict).size());
    assertEquals(50, run(name, Driver.plain(1, 2, 1), 50, Driver::conflict).size());
  }

  @ParameterizedTest
  @MethodSource("learning")
  void negatedObjectivesTurnTheSearchAround(String name) {
    double forth = median(run(name, TERNARY, 300, genes -> new double[] {sum(genes), 0}));
    double back = median(run(name, TERNARY, 300, genes -> new double[] {-sum(genes), 0}));
    assertTrue(forth < 15 && back > 25, forth + " and " + back);
  }

  private static double sum(int[] genes) {
    return Arrays.stream(genes).sum();
  }

  private static double median(List<Evaluation> evaluations) {
    return evaluations.subList(evaluations.size() - 99, evaluations.size()).stream()
        .mapToDouble(it -> sum(it.candidate().genes()))
        .sorted()
        .skip(49)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("learning")
  void findsMoreThanRandomSearch(String name) {
    GenotypeSpace space = Driver.ternary(50);
    double[] reference = {3000, 6000};
    for (int seed = 0; seed < 5; seed++) {
      double own = volume(
          Driver.run(optimizer(name, space, 600, seed), 600, 256, Driver::conflict), reference);
      double random = volume(
          Driver.run(optimizer("random", space, 600, seed), 600, 256, Driver::conflict), reference);
      assertTrue(own > random, own + " against " + random);
    }
  }

  private static double volume(List<Evaluation> evaluations, double[] reference) {
    return Hypervolume.of(
        evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new), reference);
  }

  /** A seventh each is NaN in one or all values, infinite in one or all. */
  private static double[] broken(int[] genes) {
    double[] objectives = Driver.conflict(genes);
    return switch (Arrays.hashCode(genes) & 7) {
      case 0 -> new double[] {NAN, objectives[1]};
      case 1 -> new double[] {NAN, NAN};
      case 2 -> new double[] {objectives[0], INFINITY};
      case 3 -> new double[] {INFINITY, -INFINITY};
      case 4 -> new double[] {-INFINITY, objectives[1]};
      default -> objectives;
    };
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesValuesThatAreNoNumbers(String name) {
    assertEquals(600, run(name, TERNARY, 600, ModelFreeOptimizersTest::broken).size());
    assertEquals(300, run(name, TERNARY, 300, genes -> new double[] {NAN, NAN}).size());
    List<Evaluation> evaluations = run(name, TERNARY, 300, genes -> {
      return new double[] {INFINITY, INFINITY};
    });
    assertEquals(300, evaluations.size());
  }

  @ParameterizedTest
  @MethodSource("learning")
  void worthlessPointsAreAvoided(String name) {
    Function<int[], double[]> halfUnknown =
        genes -> genes[0] == 0 ? Driver.conflict(genes) : new double[] {NAN, NAN};
    List<Evaluation> evaluations = run(name, TERNARY, 600, halfUnknown);
    long known = evaluations.subList(300, 600).stream()
        .filter(it -> it.candidate().genes()[0] == 0)
        .count();
    assertTrue(known > 240, known + " of 300");
  }

  @ParameterizedTest
  @MethodSource("learning")
  void constraintsDrawTheSearchToWhatIsAllowed(String name) {
    Optimizer optimizer = optimizer(name, TERNARY, 2, 2, 800, 3);
    List<Evaluation> trace = new ArrayList<>();
    while (trace.size() < 800) {
      List<Evaluation> evaluations = new ArrayList<>();
      for (Candidate candidate : optimizer.ask(800 - trace.size())) {
        int[] genes = candidate.genes();
        double[] violations = {Math.max(0, sum(genes) - 12), genes[0] == 2 ? NAN : 0};
        evaluations.add(new Evaluation(candidate, Driver.conflict(genes), violations));
      }
      trace.addAll(evaluations);
      optimizer.tell(evaluations);
    }
    long before = trace.subList(0, 20).stream().filter(Evaluation::feasible).count();
    long after = trace.subList(700, 800).stream().filter(Evaluation::feasible).count();
    assertTrue(before < 5 && after > 55, before + " then " + after);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void anyNumberOfObjectivesWillDo(int objectives) {
    for (String name : all().toList()) {
      Optimizer optimizer = optimizer(name, TERNARY, objectives, 0, 200, 3);
      List<Evaluation> evaluations = Driver.run(optimizer, 200, 256, genes -> {
        double[] values = new double[objectives];
        for (int gene = 0; gene < genes.length; gene++) {
          values[gene % objectives] += genes[gene] * (gene % 3 - 1);
        }
        return values;
      });
      assertEquals(200, evaluations.size(), name);
    }
  }

  @Test
  void whatIsToldAgainOrWasNeverAskedForIsRefused() {
    Optimizer optimizer = optimizer("nsga2", TERNARY, 100, 1);
    List<Candidate> candidates = optimizer.ask(2);
    Evaluation first = Driver.evaluation(candidates.get(0), Driver::conflict);
    Evaluation strange =
        Driver.evaluation(new Candidate(1, candidates.get(0).genes()), Driver::conflict);
    for (List<Evaluation> wrong : List.of(List.of(first, first), List.of(first, strange))) {
      String message = assertThrows(IllegalArgumentException.class, () -> optimizer.tell(wrong))
          .getMessage();
      assertTrue(
          message.endsWith("allowed: of candidates that were asked for, once each"), message);
    }
    optimizer.tell(List.of(first));
  }

  /** A seed has to mean the same on every JDK and machine, or published runs can't be repeated. */
  @ParameterizedTest
  @CsvSource({
    "random,648303280",
    "random@paper,-1138288685",
    "nsga2,-1731176239",
    "nsga2@paper,-1528454236",
    "mo-re,1005189204",
    "mo-re@paper,1129440788",
    "local-search,-287154353",
    "local-search@paper,523577544"
  })
  void aSeedMeansTheSameEverywhere(String name, int hash) {
    assertEquals(hash, run(name, S, 600, Driver::conflict).hashCode());
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void whatWasLearnedIsNotProposed(String name) {
    Optimizer optimizer = optimizer(name, TINY, 10, 1);
    List<int[]> all = new ArrayList<>();
    Driver.run(optimizer(name, TINY, 100, 2), 100, 1, genes -> {
      if (all.stream().noneMatch(known -> Arrays.equals(known, genes))) {
        all.add(genes);
      }
      return Driver.conflict(genes);
    });
    assertEquals(TINY.distinct().intValueExact(), all.size());
    int[] left = all.remove(all.size() - 1);
    all.forEach(genes -> optimizer.learn(genes, Driver.conflict(genes), new double[0]));
    assertTrue(Arrays.equals(left, optimizer.ask(1).get(0).genes()));
  }

  @ParameterizedTest
  @MethodSource("learning")
  void searchesGoOnFromWhatWasLearned(String name) {
    Optimizer optimizer = optimizer(name, TERNARY, 2000, 3);
    List<int[]> good = new ArrayList<>();
    for (int gene = 0; gene < 20; gene++) {
      int[] genes = new int[20];
      genes[gene] = 1;
      good.add(genes);
    }
    Function<int[], double[]> sums = genes -> {
      double sum = Arrays.stream(genes).sum();
      return new double[] {sum, sum};
    };
    // As many as a population has.
    for (int i = 0; i < 5; i++) {
      good.forEach(genes -> optimizer.learn(genes, sums.apply(genes), new double[0]));
    }
    List<Evaluation> trace = Driver.run(optimizer, 50, 1, sums);
    double mean = trace.stream().mapToDouble(it -> it.objectives()[0]).average().orElseThrow();
    assertTrue(mean < 10, "random genotypes have 20, those that were learned 1: " + mean);
  }
}
