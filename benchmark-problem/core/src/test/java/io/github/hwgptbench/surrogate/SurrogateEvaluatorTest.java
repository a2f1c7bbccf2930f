package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurrogateEvaluatorTest {

  private static List<Surrogate> shipped(SearchSpace space) {
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    return catalogue.objectives().stream().map(catalogue::load).toList();
  }

  private static int[][] genotypes(SearchSpace space, int count) {
    SplittableRandom random = new SplittableRandom(7);
    int[][] genes = new int[count][];
    Arrays.setAll(genes, i -> space.genotypes().sample(random));
    return genes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void everyWayOfAskingGivesTheSameBits(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    List<Surrogate> surrogates = shipped(space);
    int[][] genes = genotypes(space, 300);
    FeatureMap features = new FeatureMap(space);
    double[][] plain = new double[genes.length][surrogates.size()];
    double[] row = new double[features.size()];
    for (int i = 0; i < genes.length; i++) {
      features.fill(genes[i], row, 0, row.length);
      for (int task = 0; task < surrogates.size(); task++) {
        plain[i][task] = surrogates.get(task).network().value(row);
      }
    }
    try (SurrogateEvaluator evaluator = new SurrogateEvaluator(space, surrogates)) {
      for (int size : new int[] {1, 5, 128, 129, 300}) {
        double[][] values = new double[size][surrogates.size()];
        evaluator.evaluate(Arrays.copyOf(genes, size), values);
        assertArrayEquals(Arrays.copyOf(plain, size), values, "batch of " + size);
      }
      double[][] singles = new double[genes.length][surrogates.size()];
      IntStream.range(0, genes.length)
          .parallel()
          .forEach(i -> evaluator.evaluate(genes[i], singles[i]));
      assertArrayEquals(plain, singles);
    }
    // Alone, an objective goes through matrix products of another shape.
    for (int task = 0; task < surrogates.size(); task++) {
      double[] value = new double[1];
      try (SurrogateEvaluator alone =
          new SurrogateEvaluator(space, List.of(surrogates.get(task)))) {
        for (int i = 0; i < 20; i++) {
          alone.evaluate(genes[i], value);
          assertEquals(
              plain[i][task], value[0], surrogates.get(task).objective().toString());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void neighborsHaveTheValuesOfTheirOwn(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    List<Surrogate> surrogates = shipped(space);
    SplittableRandom random = new SplittableRandom(3);
    SurrogateEvaluator evaluator = new SurrogateEvaluator(space, surrogates);
    for (int[] center : genotypes(space, 20)) {
      List<int[]> near = new ArrayList<>(space.genotypes().neighbors(center));
      near.add(center);
      // Those that differ in several genes, some of them inactive.
      for (int i = 0; i < 100; i++) {
        int[] genes = center.clone();
        for (int change = 0; change < 1 + i / 10; change++) {
          int gene = random.nextInt(genes.length);
          genes[gene] = random.nextInt(space.genotypes().levels(gene));
        }
        near.add(genes);
      }
      int[][] neighbors = near.toArray(int[][]::new);
      double[][] expected = new double[neighbors.length][surrogates.size()];
      double[][] actual = new double[neighbors.length][surrogates.size()];
      evaluator.evaluate(neighbors, expected);
      evaluator.evaluateNeighbors(center, neighbors, actual);
      assertArrayEquals(expected, actual);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void genesOutOfRangeAreNamed(int level) {
    SearchSpace space = SearchSpace.s();
    Surrogate surrogate = SurrogateCatalogue.shipped(space).load(Objective.parse("perplexity"));
    int[] center = genotypes(space, 1)[0];
    int[] genes = center.clone();
    genes[5] = level;
    // In the same layer as a change that is allowed.
    int[] other = center.clone();
    other[5] = (other[5] + 1) % 2;
    other[space.layout().heads(2)] = 100 * level;
    try (SurrogateEvaluator evaluator = new SurrogateEvaluator(space, List.of(surrogate))) {
      IllegalArgumentException e = assertThrows(
          IllegalArgumentException.class, () -> evaluator.evaluate(genes, new double[1]));
      assertTrue(e.getMessage().contains("mlp_ratio_3"), e.getMessage());
      for (int[] neighbor : new int[][] {genes, other}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> evaluator.evaluateNeighbors(center, new int[][] {neighbor}, new double[1][1]));
      }
      genes[5] = 0;
      assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(genes, new double[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void manyThreadsWithLargeBatchesGiveTheSameBits(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    List<Surrogate> surrogates = shipped(space);
    int[][] genes = genotypes(space, 4096);
    try (SurrogateEvaluator evaluator = new SurrogateEvaluator(space, surrogates)) {
      double[][] singles = new double[genes.length][surrogates.size()];
      for (int i = 0; i < genes.length; i++) {
        evaluator.evaluate(genes[i], singles[i]);
      }
      double[][][] batches = new double[8][genes.length][surrogates.size()];
      Arrays.stream(batches).parallel().forEach(values -> evaluator.evaluate(genes, values));
      for (double[][] values : batches) {
        assertArrayEquals(singles, values);
      }
    }
  }

  @Test
  void inertGenesChangeNoValue() {
    SearchSpace space = SearchSpace.l();
    SplittableRandom random = new SplittableRandom(2);
    int[][] genes = genotypes(space, 200);
    int[][] others = new int[genes.length][];
    for (int i = 0; i < genes.length; i++) {
      others[i] = genes[i].clone();
      for (int gene = 0; gene < genes[i].length; gene++) {
        if (!space.genotypes().active(genes[i], gene)) {
          others[i][gene] = 1 + random.nextInt(space.genotypes().levels(gene) - 1);
        }
      }
    }
    List<Surrogate> surrogates = shipped(space);
    double[][] expected = new double[genes.length][surrogates.size()];
    double[][] actual = new double[genes.length][surrogates.size()];
    try (SurrogateEvaluator evaluator = new SurrogateEvaluator(space, surrogates)) {
      evaluator.evaluate(genes, expected);
      evaluator.evaluate(others, actual);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    SearchSpace space = SearchSpace.s();
    Surrogate surrogate = SurrogateCatalogue.shipped(space).load(Objective.parse("perplexity"));
    int[][] genes = genotypes(space, 3);
    try (SurrogateEvaluator evaluator = new SurrogateEvaluator(space, List.of(surrogate))) {
      for (double[][] room : List.of(new double[2][1], new double[4][1], new double[3][2])) {
        assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(genes, room));
      }
      genes[2] = Arrays.copyOf(genes[2], genes[2].length - 1);
      double[][] values = new double[3][1];
      assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(genes, values));
      assertArrayEquals(new double[3][1], values, "nothing is evaluated before all is checked");
    }
  }

  @Test
  void whatIsClosedCanBeClosedAgainAndNotUsed() {
    SearchSpace space = SearchSpace.s();
    Surrogate surrogate = SurrogateCatalogue.shipped(space).load(Objective.parse("perplexity"));
    SurrogateEvaluator evaluator = new SurrogateEvaluator(space, List.of(surrogate));
    int[] genes = genotypes(space, 1)[0];
    evaluator.evaluate(genes, new double[1]);
    evaluator.close();
    evaluator.close();
    assertThrows(IllegalStateException.class, () -> evaluator.evaluate(genes, new double[1]));
  }
}
