package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is lost when several machines evaluate at once, so that candidates are asked for early. */
class PendingCandidatesTest {

  private static final int SEEDS = 10;
  private static final int WORKERS = 8;

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"s, 'perplexity,energy@v100'", "m, 'perplexity,latency@a100'"})
  void eightWorkersLoseAtMostOnePercentOfTheHypervolume(String scale, String objectives) {
    assertLosesAtMostOnePercent(scale, objectives, 50);
  }

  @Tag("heavy")
  @ParameterizedTest
  @CsvSource({"s, 'perplexity,energy@v100'", "m, 'perplexity,latency@a100'"})
  void neitherDoTheyInLongRuns(String scale, String objectives) {
    assertLosesAtMostOnePercent(scale, objectives, 200);
  }

  private static void assertLosesAtMostOnePercent(String scale, String objectives, int budget) {
    SearchSpace space = SearchSpace.of(scale);
    List<Objective> minimized =
        Stream.of(objectives.split(",")).map(Objective::parse).toList();
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator evaluator = bench.evaluator(minimized)) {
      ArchitectureProblem problem =
          ArchitectureProblem.builder(evaluator).objectives(minimized).build();
      Bounds bounds = bench.bounds("default");
      double alone = median(problem, bounds, minimized, budget, 1);
      double together = median(problem, bounds, minimized, budget, WORKERS);
      assertTrue(together >= 0.99 * alone, together + " instead of " + alone);
    }
  }

  private static double median(
      ArchitectureProblem problem,
      Bounds bounds,
      List<Objective> objectives,
      int budget,
      int workers) {
    double[] volumes = IntStream.rangeClosed(1, SEEDS)
        .parallel()
        .mapToDouble(seed -> volume(problem, bounds, objectives, budget, workers, seed))
        .sorted()
        .toArray();
    return (volumes[SEEDS / 2 - 1] + volumes[SEEDS / 2]) / 2;
  }

  /** Workers end in random order; each asks for another candidate as soon as it has ended. */
  private static double volume(
      ArchitectureProblem problem,
      Bounds bounds,
      List<Objective> objectives,
      int budget,
      int workers,
      long seed) {
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(AlgorithmName.parse("ehvi"));
    Optimizer optimizer = factory.create(
        SearchTask.of(problem, budget),
        Settings.initial(factory.settings()),
        new SplittableRandom(seed));
    SplittableRandom order = new SplittableRandom(-seed);
    GrowingHypervolume found = new GrowingHypervolume(new double[] {1.1, 1.1});
    List<Candidate> pending = new ArrayList<>();
    double volume = 0;
    for (int asked = 0, told = 0; told < budget; told++) {
      while (asked < budget && pending.size() < workers) {
        pending.addAll(optimizer.ask(1));
        asked++;
      }
      Candidate candidate = pending.remove(order.nextInt(pending.size()));
      double[] values = new double[objectives.size()];
      problem.evaluate(candidate.genes(), values);
      double[] normalized = new double[values.length];
      for (int j = 0; j < values.length; j++) {
        normalized[j] = bounds.normalizeToMinimize(objectives.get(j), values[j]);
      }
      volume = found.add(normalized);
      optimizer.tell(List.of(new Evaluation(candidate, values, new double[0])));
    }
    return volume;
  }
}
