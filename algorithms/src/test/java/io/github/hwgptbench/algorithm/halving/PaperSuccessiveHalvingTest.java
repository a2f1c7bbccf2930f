package io.github.hwgptbench.algorithm.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaperSuccessiveHalvingTest {

  private static final Fidelities TOKENS =
      Fidelities.of(Fidelities.TOKENS, List.of(256, 1024, 4096));

  private static Optimizer optimizer(GenotypeSpace space, Fidelities fidelities) {
    OptimizerFactory factory = new PaperSuccessiveHalvingFactory();
    return factory.create(
        new SearchTask(space, 2, 1, 50, fidelities, 1, List.of()),
        Settings.initial(factory.settings()),
        new SplittableRandom(1));
  }

  /** Returns the sum of (observed - expected)^2 / expected, where all are equally likely. */
  private static double chiSquare(int[] counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts)
        .mapToDouble(count -> Math.pow(count - expected, 2) / expected)
        .sum();
  }

  /** In the space of the paper, in which most genotypes have inactive genes. */
  @Test
  void everyGeneIsUniformWhetherActiveOrNot() {
    GenotypeSpace space = SearchSpace.s().genotypes();
    List<Candidate> candidates = optimizer(space, Fidelities.SINGLE).ask(10_000);
    assertEquals(10_000, candidates.size());
    for (int gene = 0; gene < space.size(); gene++) {
      int[] counts = new int[space.levels(gene)];
      for (Candidate candidate : candidates) {
        counts[candidate.genes()[gene]]++;
      }
      // 27 genes: 0.9999 quantile at 2 degrees of freedom.
      assertTrue(chiSquare(counts) < 18.4, space.name(gene) + ": " + Arrays.toString(counts));
    }
  }

  /** Of nine genotypes, each follows each as often: no draw excludes a later one. */
  @Test
  void drawsAreIndependentAndWithReplacement() {
    List<Candidate> candidates = optimizer(Driver.ternary(2), Fidelities.SINGLE).ask(81 * 100 + 1);
    int[] pairs = new int[81];
    int before = -1;
    for (Candidate candidate : candidates) {
      int genotype = 3 * candidate.genes()[0] + candidate.genes()[1];
      if (before >= 0) {
        pairs[9 * before + genotype]++;
      }
      before = genotype;
    }
    // 0.9999 quantile at 80 degrees of freedom.
    assertTrue(chiSquare(pairs) < 135.8, Arrays.toString(pairs));
  }

  @Test
  void valuesChangeNothing() {
    GenotypeSpace space = SearchSpace.s().genotypes();
    List<Candidate> expected = optimizer(space, TOKENS).ask(100);
    for (double value : new double[] {0, 1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      Optimizer told = optimizer(space, TOKENS);
      for (Candidate candidate : expected) {
        List<Candidate> proposed = told.ask(1);
        assertEquals(List.of(candidate), proposed);
        double[] objectives = {value, -value * candidate.number()};
        told.tell(List.of(new Evaluation(candidate, objectives, new double[] {value})));
      }
    }
  }

  @Test
  void everythingIsEvaluatedAtTheHighestFidelity() {
    for (Candidate candidate : optimizer(SearchSpace.s().genotypes(), TOKENS).ask(100)) {
      assertEquals(Candidate.HIGHEST, candidate.fidelity());
    }
  }
}
