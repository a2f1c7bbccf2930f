package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FidelitySearchTest {

  private static final Fidelities TOKENS =
      Fidelities.of(Fidelities.TOKENS, List.of(256, 1024, 4096, 16_384, 65_536));

  /** Values at a lower level are off by what depends smoothly on the genes. */
  private record Rough(Fidelities fidelities) implements Problem {

    private static final GenotypeSpace SPACE = Driver.ternary(15);

    @Override
    public String name() {
      return "rough";
    }

    @Override
    public GenotypeSpace genotypes() {
      return SPACE;
    }

    @Override
    public List<Criterion> objectives() {
      return List.of(Criterion.of("f", "", false), Criterion.of("g", "", false));
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      evaluateMargins(genes, fidelities.highest(), objectives, violations);
    }

    @Override
    public void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
      double[] values = Driver.conflict(genes);
      double error = Math.sqrt(256.0 / fidelities.levels().get(fidelity).amount() - 1.0 / 256);
      objectives[0] = values[0] + error * (10 + 3 * genes[3] - 4 * genes[8]);
      objectives[1] = values[1];
    }
  }

  private static List<Evaluation> run(String algorithm, long seed, double cost) {
    List<Evaluation> trace = new ArrayList<>();
    AlgorithmRegistry.load()
        .algorithm(algorithm)
        .run(
            new Rough(TOKENS),
            new SearchConditions(Budget.cost(cost), SearchStart.EMPTY, 1, null, false),
            seed,
            trace::add);
    return trace;
  }

  private static List<Evaluation> atHighest(List<Evaluation> trace) {
    return trace.stream()
        .filter(it -> it.candidate().fidelity() == Candidate.HIGHEST)
        .toList();
  }

  private static double median(String algorithm, double cost) {
    double[] volumes = LongStream.rangeClosed(1, 3)
        .mapToDouble(seed -> Hypervolume.of(
            atHighest(run(algorithm, seed, cost)).stream()
                .map(Evaluation::objectives)
                .toArray(double[][]::new),
            new double[] {250, 500}))
        .sorted()
        .toArray();
    return volumes[1];
  }

  @Test
  void atEqualCostItFindsMoreThanASearchAtTheHighestFidelity() {
    double single = median("ehvi", 12);
    double multiple = median("mf-ehvi", 12);
    assertTrue(multiple > 1.02 * single, multiple + " instead of " + single);
  }

  @Test
  void theFidelitiesTakeTurns() {
    List<Evaluation> trace = run("mf-ehvi(initial=7,lower=3,share=0.2)", 1, 6);
    int[] levels = trace.stream().mapToInt(it -> it.candidate().fidelity()).toArray();
    for (int i = 0; i < levels.length; i++) {
      assertEquals(i >= 7 && (i - 7) % 4 == 0 ? Candidate.HIGHEST : 2, levels[i], "" + i);
    }
    assertEquals(4, atHighest(trace).size());
    assertArrayEquals(new int[15], trace.get(0).candidate().genes());
    assertTrue(Arrays.stream(trace.get(1).candidate().genes()).allMatch(it -> it == 2));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.0039, 0", "0.02, 1", "0.0625, 2", "10, 3"})
  void theLowerLevelIsTheHighestThatIsCheapEnough(double cost, int level) {
    assertEquals(level, FidelitySearch.lower(TOKENS, cost));
  }
}
