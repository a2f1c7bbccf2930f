package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trials for the time of a suite are runs of the suite in everything but their budget. */
class DryRunTest {

  /** Evaluates one architecture twice, and writes down what it is to search. */
  private static final class Curious implements SearchAlgorithm {

    private final List<SearchConditions> conditions = new ArrayList<>();
    private final List<Boolean> noisy = new ArrayList<>();
    private final List<Integer> levels = new ArrayList<>();

    @Override
    public AlgorithmName name() {
      return AlgorithmName.parse("curious");
    }

    @Override
    public String description() {
      return "is tried";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public boolean asynchronous() {
      return true;
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      throw new AssertionError("without conditions");
    }

    @Override
    public void run(
        Problem problem, SearchConditions given, long seed, EvaluationListener listener) {
      conditions.add(given);
      levels.add(problem.fidelities().size());
      double[][] values = new double[2][2];
      for (double[] observed : values) {
        problem.evaluate(new int[problem.genotypes().size()], observed, new double[0]);
      }
      noisy.add(!Arrays.equals(values[0], values[1]));
    }
  }

  private static Curious tried(Experiment.Builder experiment) throws IOException {
    Curious algorithm = new Curious();
    try (Benches benches = Benches.shipped()) {
      Suite suite = experiment
          .problem("HWGPT-S(perplexity,energy@a100)")
          .algorithms(algorithm)
          .build()
          .suite(benches);
      assertTrue(new DryRun(suite, Shard.ALL, benches, 1).seconds() >= 0);
    }
    return algorithm;
  }

  @Test
  void algorithmsObserveNoise() throws IOException {
    Curious algorithm = tried(Experiment.builder().evaluations(60).noise(true));
    assertEquals(List.of(true, true, true), algorithm.noisy);
    assertEquals(
        List.of(25.0, 50.0, 60.0),
        algorithm.conditions.stream().map(it -> it.budget().amount()).toList());
  }

  @Test
  void algorithmsHaveTheFidelitiesWorkersAndClockOfTheSuite() throws IOException {
    Curious algorithm = tried(Experiment.builder()
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5)))
        .budget(Budget.seconds(3_600))
        .clock("latency@rtx2080")
        .workers(4));
    assertEquals(2, algorithm.levels.get(0));
    SearchConditions last = algorithm.conditions.get(algorithm.conditions.size() - 1);
    assertEquals(Budget.seconds(3_600), last.budget());
    assertEquals(4, last.workers());
    assertEquals(Budget.Unit.SECONDS, algorithm.conditions.get(0).budget().unit());
    assertTrue(last.clock() != null, "on the clock of the suite");
  }
}
