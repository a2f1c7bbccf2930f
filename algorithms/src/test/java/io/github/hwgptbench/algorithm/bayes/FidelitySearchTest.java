package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FidelitySearchTest {

  private static final Fidelities TOKENS =
      Fidelities.of(Fidelities.TOKENS, List.of(256, 1024, 4096, 16_384, 65_536));
  private static final Problem SMOOTH = new Rough(TOKENS, 0);

  /**
   * Values at a lower level are off by what depends smoothly on the genes, or on each genotype
   * alone.
   */
  private record Rough(Fidelities fidelities, double own) implements Problem {

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
      double alone = own * new SplittableRandom(Arrays.hashCode(genes)).nextDouble(-1, 1);
      objectives[0] = values[0] + error * (10 + 3 * genes[3] - 4 * genes[8] + alone);
      objectives[1] = values[1];
    }
  }

  private static List<Evaluation> run(String algorithm, Problem problem, long seed, double cost) {
    return run(algorithm, problem, seed, cost, 1);
  }

  private static List<Evaluation> run(
      String algorithm, Problem problem, long seed, double cost, int workers) {
    List<Evaluation> trace = new ArrayList<>();
    AlgorithmRegistry.load()
        .algorithm(algorithm)
        .run(
            problem,
            new SearchConditions(Budget.cost(cost), SearchStart.EMPTY, workers, null, false),
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
            atHighest(run(algorithm, SMOOTH, seed, cost)).stream()
                .map(Evaluation::objectives)
                .toArray(double[][]::new),
            new double[] {250, 500}))
        .sorted()
        .toArray();
    return volumes[1];
  }

  @Test
  void atEqualCostItFindsMoreThanASearchAtTheHighestFidelityAndSuccessiveHalving() {
    double multiple = median("mf-ehvi", 12);
    for (String other : List.of("ehvi", "moasha")) {
      double single = median(other, 12);
      assertTrue(multiple > 1.02 * single, multiple + " instead of " + single + " of " + other);
    }
  }

  @Test
  void theFirstDesignIsAtTheLowestFidelity() {
    List<Evaluation> trace = run("mf-ehvi(initial=7)", SMOOTH, 1, 3);
    for (Evaluation evaluation : trace.subList(0, 7)) {
      assertEquals(0, evaluation.candidate().fidelity());
    }
    assertArrayEquals(new int[15], trace.get(0).candidate().genes());
    assertTrue(Arrays.stream(trace.get(1).candidate().genes()).allMatch(it -> it == 2));
    assertTrue(atHighest(trace).size() > 1);
  }

  /** At 16,384 of 65,536 tokens four architectures cost as much as one at the highest. */
  @ParameterizedTest
  @CsvSource({"256, 30", "256, 3000", "16384, 30"})
  void lowerFidelitiesAreUsedWhereTheyAreCheapAndNeverForMuch(int tokens, double own) {
    Fidelities fidelities = Fidelities.of(Fidelities.TOKENS, List.of(tokens, 65_536));
    List<Evaluation> trace = run("mf-ehvi", new Rough(fidelities, own), 1, 8);
    List<Evaluation> later = trace.subList(10, trace.size());
    int highest = atHighest(later).size();
    int lower = later.size() - highest;
    if (tokens == 256) {
      assertTrue(lower > 2 * highest, lower + " and " + highest);
    }
    double share = lower * fidelities.cost(0) / (lower * fidelities.cost(0) + highest);
    assertTrue(share < 0.15, "share of the cost: " + share);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void aGenotypeIsEvaluatedAgainAtHigherFidelitiesOnly(int workers) {
    // With eight workers, an evaluation may end after one at a higher level that began later.
    Map<List<Integer>, List<Integer>> levels = new HashMap<>();
    for (Evaluation evaluation : run("mf-ehvi", new Rough(TOKENS, 300), 2, 12, workers)) {
      int level = Math.min(evaluation.candidate().fidelity(), TOKENS.highest());
      List<Integer> before = levels.computeIfAbsent(
          Arrays.stream(evaluation.candidate().genes()).boxed().toList(), it -> new ArrayList<>());
      assertFalse(before.contains(level), evaluation.toString());
      assertTrue(workers > 1 || before.stream().allMatch(it -> it < level), evaluation.toString());
      before.add(level);
    }
    assertTrue(levels.values().stream().anyMatch(it -> it.size() > 1));
  }
}
