package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.SobolIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  private static final Objective PARAMS = Objective.of(Metric.PARAMS);

  /** Small enough to look at every genotype. */
  private static final SearchSpace SPACE = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(1, 2, 3)
      .mlpRatios(2, 3, 4)
      .build();

  private final ObjectiveEvaluator evaluator = new ComputeEvaluator(SPACE, List.of(PARAMS));

  private Importance estimate(List<Factor> factors, Integer embed, int rows, long seed) {
    return Importance.estimate(
        evaluator, factors, embed, rows, new SplittableRandom(seed), () -> {});
  }

  private static void all(int[] genes, int gene, List<int[]> into) {
    GenotypeSpace space = SPACE.genotypes();
    if (gene == genes.length) {
      into.add(genes.clone());
      return;
    }
    for (int level = 0; level < space.levels(gene); level++) {
      genes[gene] = level;
      all(genes, gene + 1, into);
    }
  }

  /** The variance of the mean over all genes but some. */
  private double explained(List<int[]> genotypes, List<Integer> known) {
    Map<List<Integer>, List<Double>> groups = new HashMap<>();
    double[] value = new double[1];
    for (int[] genes : genotypes) {
      evaluator.evaluate(genes, value);
      groups
          .computeIfAbsent(known.stream().map(gene -> genes[gene]).toList(), k -> new ArrayList<>())
          .add(value[0]);
    }
    double[] means = groups.values().stream()
        .mapToDouble(group -> group.stream().mapToDouble(v -> v).average().orElseThrow())
        .toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    return Arrays.stream(means).map(m -> (m - mean) * (m - mean)).average().orElseThrow();
  }

  @Test
  void isWhatLookingAtEveryGenotypeSays() {
    List<int[]> genotypes = new ArrayList<>();
    all(new int[SPACE.genotypes().size()], 0, genotypes);
    List<Integer> genes = new ArrayList<>();
    for (int gene = 0; gene < SPACE.genotypes().size(); gene++) {
      genes.add(gene);
    }
    double variance = explained(genotypes, genes);
    List<Factor> factors = new ArrayList<>(Factor.choices(SPACE));
    factors.addAll(Factor.byLayer(SPACE));
    Importance importance = estimate(factors, null, 20_000, 1);
    for (Factor factor : factors) {
      List<Integer> others = new ArrayList<>(genes);
      others.removeAll(factor.genes());
      SobolIndex index = importance.index(factor.name(), PARAMS);
      assertEquals(explained(genotypes, factor.genes()) / variance, index.first(), 0.01);
      assertEquals(1 - explained(genotypes, others) / variance, index.total(), 0.01);
    }
  }

  @Test
  void withinAnEmbedDimIsOfTheOtherChoicesAlone() {
    Importance within = estimate(Factor.choices(SPACE), 1, 5000, 1);
    assertEquals(0, within.index("embed_dim", PARAMS).total());
    double sum = 0;
    for (Factor factor : within.factors()) {
      sum += within.index(factor.name(), PARAMS).first();
    }
    // What is missing is the layer that only deeper networks have.
    assertTrue(sum > 0.9 && sum < 1.01, () -> within.toString());
  }

  @Test
  void followsTheSeedAlone() {
    List<Factor> factors = Factor.choices(SPACE);
    assertEquals(estimate(factors, null, 500, 1), estimate(factors, null, 500, 1));
    assertTrue(!estimate(factors, null, 500, 1).equals(estimate(factors, null, 500, 2)));
  }

  @Test
  void factorsAreTheGenesOfTheirName() {
    assertEquals(
        List.of(
            new Factor("embed_dim", List.of(0)),
            new Factor("n_layer", List.of(1)),
            new Factor("bias", List.of(2)),
            new Factor("mlp_ratio", List.of(3, 4)),
            new Factor("n_head", List.of(5, 6))),
        Factor.choices(SPACE));
    assertEquals(
        List.of("mlp_ratio_1", "mlp_ratio_2", "n_head_1", "n_head_2"),
        Factor.byLayer(SPACE).stream().map(Factor::name).toList());
  }

  @Test
  void refusesWhatIsNotThere() {
    Importance importance = estimate(Factor.choices(SPACE), null, 10, 1);
    assertThrows(IllegalArgumentException.class, () -> importance.index("depth", PARAMS));
    assertThrows(
        IllegalArgumentException.class,
        () -> importance.index("bias", Objective.of(Metric.PERPLEXITY)));
    assertThrows(IllegalArgumentException.class, () -> estimate(List.of(), null, 1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> estimate(List.of(), 2, 10, 1));
  }
}
