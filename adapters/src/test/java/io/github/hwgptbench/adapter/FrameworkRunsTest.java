package io.github.hwgptbench.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.jmetal.JMetalNsgaII;
import io.github.hwgptbench.adapter.moea.MoeaNsgaII;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every algorithm of another framework that is run on our budget. */
class FrameworkRunsTest {

  private static final SearchSpace SPACE = SearchSpace.s();

  /** Conflicting: parameters against how many levels are away from the top. */
  private static final ObjectiveEvaluator EVALUATOR = new ObjectiveEvaluator() {
    private final ObjectiveEvaluator compute =
        new ComputeEvaluator(SPACE, List.of(Objective.of(Metric.PARAMS)));

    @Override
    public SearchSpace space() {
      return SPACE;
    }

    @Override
    public List<Objective> objectives() {
      return List.of(Objective.of(Metric.PERPLEXITY), Objective.of(Metric.PARAMS));
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      double[] params = new double[1];
      compute.evaluate(genes, params);
      values[1] = params[0];
      values[0] = 0;
      for (int gene = 0; gene < genes.length; gene++) {
        if (SPACE.genotypes().active(genes, gene)) {
          values[0] -= (gene + 1) * genes[gene];
        }
      }
    }
  };

  private static final BenchmarkProblem PROBLEM =
      ArchitectureProblem.builder(EVALUATOR).objectives(EVALUATOR.objectives()).build();

  static Stream<SearchAlgorithm> algorithms() {
    return Stream.of(new JMetalNsgaII(), new MoeaNsgaII());
  }

  private static List<Evaluation> run(
      SearchAlgorithm algorithm, BenchmarkProblem problem, int budget, long seed) {
    List<Evaluation> evaluations = new ArrayList<>();
    algorithm.run(problem, budget, seed, evaluations::add);
    return evaluations;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void spendsItsBudgetExactly(SearchAlgorithm algorithm) {
    for (int budget : new int[] {1, 7, 40, 41, 123, 500, 501, 733}) {
      List<Evaluation> evaluations = run(algorithm, PROBLEM, budget, 3);
      assertEquals(budget, evaluations.size());
      for (int i = 0; i < budget; i++) {
        Evaluation evaluation = evaluations.get(i);
        assertEquals(i, evaluation.candidate().number());
        double[] objectives = new double[2];
        PROBLEM.evaluate(evaluation.candidate().genes(), objectives);
        assertArrayEquals(objectives, evaluation.objectives());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> run(algorithm, PROBLEM, 0, 3));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void runsAtTheSameTimeEqualRunsInARow(SearchAlgorithm algorithm) throws Exception {
    List<List<Evaluation>> serial = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      serial.add(run(algorithm, PROBLEM, 400, seed));
    }
    assertNotEquals(serial.get(0), serial.get(1));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Evaluation>>> futures = new ArrayList<>();
      for (int seed = 0; seed < 12; seed++) {
        int own = seed;
        futures.add(pool.submit(() -> run(algorithm, PROBLEM, 400, own)));
      }
      for (int seed = 0; seed < 12; seed++) {
        assertEquals(serial.get(seed), futures.get(seed).get(), "seed " + seed);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void findsMoreThanRandomSearch(SearchAlgorithm algorithm) {
    SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");
    double[] reference = {1, 2.5e8};
    for (int seed = 0; seed < 5; seed++) {
      assertTrue(volume(run(algorithm, PROBLEM, 1500, seed), reference)
          > volume(run(random, PROBLEM, 1500, seed), reference));
    }
  }

  private static double volume(List<Evaluation> evaluations, double[] reference) {
    return Hypervolume.of(
        evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new), reference);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void constraintsDrawTheSearchToWhatIsAllowed(SearchAlgorithm algorithm) {
    BenchmarkProblem constrained = ArchitectureProblem.builder(EVALUATOR)
        .objectives(EVALUATOR.objectives())
        .constraints(Constraint.parse("params<=60000000"))
        .build();
    List<Evaluation> evaluations = run(algorithm, constrained, 800, 5);
    long before =
        evaluations.subList(0, 100).stream().filter(Evaluation::feasible).count();
    long after =
        evaluations.subList(700, 800).stream().filter(Evaluation::feasible).count();
    assertTrue(after > 80 && after > before, before + " then " + after);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aListenerCanEndARun(SearchAlgorithm algorithm) {
    IllegalStateException stop = new IllegalStateException("enough");
    assertSame(
        stop,
        assertThrows(
            IllegalStateException.class,
            () -> algorithm.run(PROBLEM, 100, 1, evaluation -> {
              throw stop;
            })));
  }

  @Test
  void algorithmsAreFoundByTheirNames() {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    assertEquals("jmetal:NSGAII", registry.algorithm("jmetal:nsgaii").name().toString());
    assertEquals("moea:NSGAII", registry.algorithm("moea:NSGAII").name().toString());
    String message = assertThrows(
            IllegalArgumentException.class, () -> registry.algorithm("jmetal:NSGA2"))
        .getMessage();
    assertTrue(message.endsWith("(did you mean 'jmetal:NSGAII'?)"), message);
  }

  /** A seed has to mean the same on every JDK and machine, or published runs can't be repeated. */
  @ParameterizedTest
  @CsvSource({"jmetal:NSGAII,-1625205235", "moea:NSGAII,-776890891", "random,480362850"})
  void aSeedMeansTheSameEverywhere(String name, int hash) {
    assertEquals(
        hash, run(AlgorithmRegistry.load().algorithm(name), PROBLEM, 600, 42).hashCode());
  }
}
