package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches without models find more than random search with few evaluations too. */
class SmallBudgetsTest {

  private static final int SEEDS = 10;

  @ParameterizedTest
  @CsvSource({
    "nsga2,50",
    "nsga2,100",
    "mo-re,50",
    "mo-re,100",
    "local-search,50",
    "local-search,100"
  })
  void findMoreThanRandomSearch(String name, int budget) {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("latency@a100"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.m());
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      Problem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      List<double[][]> own = runs(name, problem, budget);
      List<double[][]> random = runs("random", problem, budget);
      // That of the protocol: 1.1 where objectives are normalised to 0 and 1.
      double[] reference = objectives.stream()
          .map(bench.bounds("default")::range)
          .mapToDouble(range -> range.min() + 1.1 * (range.max() - range.min()))
          .toArray();
      double found = mean(own, reference);
      double byChance = mean(random, reference);
      assertTrue(found > byChance, found + " against " + byChance);
    }
  }

  private static List<double[][]> runs(String name, Problem problem, int budget) {
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> {
          List<double[]> points = new ArrayList<>();
          AlgorithmRegistry.load()
              .algorithm(name)
              .run(problem, budget, seed, evaluation -> points.add(evaluation.objectives()));
          return points.toArray(double[][]::new);
        })
        .toList();
  }

  private static double mean(List<double[][]> runs, double[] reference) {
    return runs.stream()
        .mapToDouble(points -> Hypervolume.of(points, reference))
        .average()
        .orElseThrow();
  }
}
