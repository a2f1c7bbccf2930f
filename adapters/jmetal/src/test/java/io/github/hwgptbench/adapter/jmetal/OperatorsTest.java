package io.github.hwgptbench.adapter.jmetal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

class OperatorsTest {

  private static final GenotypeSpace S = SearchSpace.s().genotypes();
  private static final int N = 3000;

  private final HwGptIntegerProblem problem = new HwGptIntegerProblem(
      ArchitectureProblem.builder(new ComputeEvaluator(SearchSpace.s(), ComputeEvaluator.SUPPORTED))
          .objectives(Objective.parse("flops"), Objective.parse("params"))
          .build());

  private static void assertUniform(int[][] counts) {
    for (int gene = 0; gene < counts.length; gene++) {
      int total = counts[gene][0] + counts[gene][1] + counts[gene][2];
      double expected = total / (double) S.levels(gene);
      double chiSquare = 0;
      for (int level = 0; level < S.levels(gene); level++) {
        chiSquare += Math.pow(counts[gene][level] - expected, 2) / expected;
      }
      // 27 genes: 0.9999 quantile at 2 degrees of freedom.
      assertTrue(chiSquare < 18.4, S.name(gene) + ": " + chiSquare);
    }
  }

  @Test
  void mutationKeepsLevelsUniform() {
    CategoricalMutation mutation = new CategoricalMutation(1, S);
    int[][] counts = new int[S.size()][3];
    JMetalScope.run(1, () -> {
      for (int i = 0; i < N; i++) {
        IntegerSolution solution = problem.createSolution();
        for (int step = 0; step < 50; step++) {
          mutation.execute(solution);
        }
        int[] genes = HwGptIntegerProblem.genes(solution);
        for (int gene = 0; gene < genes.length; gene++) {
          counts[gene][genes[gene]]++;
        }
      }
    });
    assertUniform(counts);
  }

  @Test
  void mutationGoesToEitherOtherLevelAlike() {
    CategoricalMutation mutation = new CategoricalMutation(1, S);
    int[][] counts = new int[2][3];
    JMetalScope.run(2, () -> {
      for (int i = 0; i < N; i++) {
        IntegerSolution solution = problem.createSolution();
        int before = solution.variables().get(0);
        solution.variables().set(2, 0);
        mutation.execute(solution);
        int after = solution.variables().get(0);
        assertNotEquals(before, after);
        assertEquals(1, solution.variables().get(2));
        counts[0][(after - before + 3) % 3]++;
      }
    });
    assertEquals(N / 2.0, counts[0][1], 4 * Math.sqrt(N / 4.0));
  }

  @Test
  void mutationChangesOneActiveGeneOnAverageAndNoInertOne() {
    CategoricalMutation mutation = new CategoricalMutation(S);
    int[] changes = new int[1];
    JMetalScope.run(3, () -> {
      for (int i = 0; i < N; i++) {
        IntegerSolution solution = problem.createSolution();
        int[] before = HwGptIntegerProblem.genes(solution);
        assertSame(solution, mutation.execute(solution));
        int[] after = HwGptIntegerProblem.genes(solution);
        for (int gene = 0; gene < before.length; gene++) {
          if (before[gene] != after[gene]) {
            changes[0]++;
            assertTrue(S.active(before, gene));
          }
        }
      }
    });
    assertEquals(1, changes[0] / (double) N, 4 / Math.sqrt(N));
  }

  @Test
  void crossoverExchangesHalfOfTheGenesAndKeepsLevelsUniform() {
    CategoricalUniformCrossover crossover = new CategoricalUniformCrossover(1);
    int[][] counts = new int[S.size()][3];
    int[] exchanged = new int[S.size()];
    int[] different = new int[S.size()];
    JMetalScope.run(4, () -> {
      for (int i = 0; i < N; i++) {
        List<IntegerSolution> parents = List.of(problem.createSolution(), problem.createSolution());
        int[] first = HwGptIntegerProblem.genes(parents.get(0));
        int[] second = HwGptIntegerProblem.genes(parents.get(1));
        List<IntegerSolution> children = crossover.execute(parents);
        assertArrayEquals(first, HwGptIntegerProblem.genes(parents.get(0)));
        assertArrayEquals(second, HwGptIntegerProblem.genes(parents.get(1)));
        for (int gene = 0; gene < first.length; gene++) {
          int one = children.get(0).variables().get(gene);
          int other = children.get(1).variables().get(gene);
          assertTrue((one == first[gene] && other == second[gene])
              || (one == second[gene] && other == first[gene]));
          counts[gene][one]++;
          different[gene] += first[gene] != second[gene] ? 1 : 0;
          exchanged[gene] += one != first[gene] ? 1 : 0;
        }
      }
    });
    assertUniform(counts);
    for (int gene = 0; gene < S.size(); gene++) {
      assertEquals(different[gene] / 2.0, exchanged[gene], 4 * Math.sqrt(different[gene] / 4.0));
    }
  }

  @Test
  void crossoverHappensWithItsProbability() {
    CategoricalUniformCrossover crossover = new CategoricalUniformCrossover(0.3);
    int[] crossed = new int[1];
    JMetalScope.run(5, () -> {
      for (int i = 0; i < N; i++) {
        List<IntegerSolution> parents = List.of(problem.createSolution(), problem.createSolution());
        List<IntegerSolution> children = crossover.execute(parents);
        if (!children.get(0).variables().equals(parents.get(0).variables())) {
          crossed[0]++;
        }
      }
    });
    assertEquals(0.3 * N, crossed[0], 4 * Math.sqrt(0.3 * 0.7 * N));
  }

  @Test
  void refuseWhatTheyCanNotDo() {
    assertThrows(IllegalArgumentException.class, () -> new CategoricalMutation(0, S));
    assertThrows(IllegalArgumentException.class, () -> new CategoricalMutation(Double.NaN, S));
    assertThrows(IllegalArgumentException.class, () -> new CategoricalUniformCrossover(1.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CategoricalUniformCrossover(1).execute(List.of(problem.createSolution())));
  }

  private static List<Double> draws(int n) {
    List<Double> draws = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      draws.add(JMetalRandom.getInstance().nextDouble());
      draws.add((double) JMetalRandom.getInstance().nextInt(-3, 900));
      draws.add(JMetalRandom.getInstance().nextDouble(2, 3));
    }
    return draws;
  }

  @Test
  void scopesNestAndEndEvenWhenTheirTaskFails() {
    List<Double> inner = new ArrayList<>();
    List<Double> outer = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    JMetalScope.run(1, () -> plain.addAll(draws(20)));
    JMetalScope.run(1, () -> {
      outer.addAll(draws(10));
      JMetalScope.run(2, () -> inner.addAll(draws(10)));
      outer.addAll(draws(10));
    });
    assertEquals(plain, outer);
    assertNotEquals(plain.subList(0, 30), inner);

    JMetalRandom.getInstance().setSeed(1234);
    List<Double> outside = draws(5);
    JMetalRandom.getInstance().setSeed(1234);
    assertThrows(
        IllegalStateException.class,
        () -> JMetalScope.run(1, () -> {
          JMetalRandom.getInstance().setSeed(99);
          assertEquals(99, JMetalRandom.getInstance().getSeed());
          throw new IllegalStateException();
        }));
    assertEquals(1234, JMetalRandom.getInstance().getSeed());
    assertEquals(outside, draws(5));
  }
}
