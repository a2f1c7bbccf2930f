package io.github.hwgptbench.algorithm.tpe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.random.RandomSearch;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeParzenSearchTest {

  private static final int[] LEVELS = {3, 2};
  private static final List<int[]> OBSERVED =
      List.of(new int[] {0, 1}, new int[] {2, 1}, new int[] {2, 0});
  private static final int[][] POINTS = {{0, 1}, {0, 0}, {2, 1}, {1, 0}};

  /** Logarithms of the estimator of Optuna 5.0 of the same observations. */
  @Test
  void densitiesAreThoseOfOptuna() {
    ParzenEstimator even = new ParzenEstimator(LEVELS, OBSERVED, new double[] {1, 1, 1});
    double[] expected = {
      -1.486377819676873, -2.2335922215070942, -1.3862943611198904, -2.484906649788
    };
    for (int i = 0; i < POINTS.length; i++) {
      assertEquals(expected[i], even.logDensity(POINTS[i]), 1e-13);
    }
    List<int[]> many =
        IntStream.range(0, 30).mapToObj(i -> new int[] {i % 3, i % 2}).toList();
    ParzenEstimator fading = new ParzenEstimator(LEVELS, many, TreeParzenSearch.fading(30));
    double[] ofMany = {
      -1.7641131820396432, -1.902825083686562, -1.7188005198183995, -1.7227171246297293
    };
    for (int i = 0; i < POINTS.length; i++) {
      assertEquals(ofMany[i], fading.logDensity(POINTS[i]), 1e-13);
    }
  }

  @Test
  void drawsAreAsFrequentAsTheDensitySays() {
    ParzenEstimator estimator = new ParzenEstimator(LEVELS, OBSERVED, new double[] {1, 0.5, 1});
    SplittableRandom random = new SplittableRandom(3);
    int[][] counts = new int[3][2];
    int draws = 60_000;
    for (int i = 0; i < draws; i++) {
      int[] drawn = estimator.sample(random);
      counts[drawn[0]][drawn[1]]++;
    }
    double total = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        double probability = Math.exp(estimator.logDensity(new int[] {a, b}));
        double deviation = Math.sqrt(draws * probability * (1 - probability));
        assertEquals(draws * probability, counts[a][b], 4.5 * deviation, a + ", " + b);
        total += probability;
      }
    }
    assertEquals(1, total, 1e-12);
  }

  @Test
  void genesThatAreInertTogetherAreAGroup() {
    SearchSpace space = SearchSpace.builder("layers")
        .embedDims(64, 128)
        .layerCounts(1, 2, 3)
        .headCounts(1)
        .mlpRatios(2, 4)
        .build();
    GenotypeSpace genotypes = space.genotypes();
    GeneGroups groups = new GeneGroups(genotypes);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      groups.see(genotypes.sample(random));
    }
    Set<Set<String>> names = new HashSet<>();
    for (int[] group : groups.groups()) {
      names.add(new HashSet<>(Arrays.stream(group).mapToObj(genotypes::name).toList()));
    }
    assertEquals(
        Set.of(
            Set.of("embed_dim", "n_layer", "bias", "mlp_ratio_1"),
            Set.of("mlp_ratio_2"),
            Set.of("mlp_ratio_3")),
        names);
  }

  private static Evaluation told(double[] objectives, double... margins) {
    return new Evaluation(new Candidate(0, new int[1]), objectives, margins);
  }

  @Test
  void theBetterAreFeasibleOfLowRankAndSpreadOut() {
    List<Evaluation> evaluations = List.of(
        told(new double[] {5, 5}, 0),
        told(new double[] {0, 0}, 2),
        told(new double[] {1, 4}, 0),
        told(new double[] {4, 1}, 0),
        told(new double[] {1.02, 3.999}, 0),
        told(new double[] {0, 0}, 1),
        told(new double[] {Double.NaN, 9}, 0));
    assertArrayEquals(new int[] {2, 3}, Split.best(evaluations, 2));
    assertArrayEquals(new int[] {2, 3, 4}, Split.best(evaluations, 3));
    assertArrayEquals(new int[] {0, 2, 3, 4}, Split.best(evaluations, 4));
    assertArrayEquals(new int[] {0, 2, 3, 4, 5, 6}, Split.best(evaluations, 6));
  }

  private static Optimizer search(GenotypeSpace space, boolean repeats, long seed) {
    return new TreeParzenSearch(
        new SearchTask(space, 2, 0, 100), 10, 24, repeats, new SplittableRandom(seed));
  }

  private static double volume(Optimizer optimizer) {
    return Hypervolume.of(
        Driver.run(optimizer, 100, 1, Driver::conflict).stream()
            .map(Evaluation::objectives)
            .toArray(double[][]::new),
        new double[] {500, 900});
  }

  @Test
  void findsMoreThanRandomSearch() {
    GenotypeSpace space = Driver.ternary(20);
    double found = 0;
    double random = 0;
    for (long seed = 1; seed <= 5; seed++) {
      found += volume(search(space, false, seed));
      random += volume(new RandomSearch(space, new SplittableRandom(seed)));
    }
    assertTrue(found > 1.05 * random, found + " against " + random);
  }

  @Test
  void repeatsOnlyWhereThatIsAllowed() {
    GenotypeSpace space = Driver.plain(3, 3, 3);
    assertEquals(27, distinct(search(space, false, 1), 27));
    assertTrue(distinct(search(space, true, 1), 27) < 27);
  }

  private static long distinct(Optimizer optimizer, int budget) {
    return Driver.run(optimizer, budget, 1, Driver::conflict).stream()
        .map(it -> Arrays.toString(it.candidate().genes()))
        .distinct()
        .count();
  }

  @Test
  void whatIsPendingIsAvoided() {
    GenotypeSpace space = Driver.ternary(4);
    Optimizer optimizer = search(space, false, 2);
    Driver.run(optimizer, 30, 1, Driver::conflict);
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(Arrays.toString(optimizer.ask(1).get(0).genes()));
    }
    assertEquals(10, asked.stream().distinct().count());
  }
}
