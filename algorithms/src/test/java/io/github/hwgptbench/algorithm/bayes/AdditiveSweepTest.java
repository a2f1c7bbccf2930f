package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditiveSweepTest {

  private static final GenotypeSpace SPACE = SearchSpace.builder("small")
      .embedDims(64, 128)
      .layerCounts(1, 2, 3)
      .headCounts(1, 2)
      .mlpRatios(2, 3, 4)
      .build()
      .genotypes();

  private static List<int[]> everything() {
    List<int[]> all = new ArrayList<>();
    fill(new int[SPACE.size()], 0, all);
    return all;
  }

  private static void fill(int[] genes, int gene, List<int[]> all) {
    if (gene == genes.length) {
      all.add(genes.clone());
      return;
    }
    for (int level = 0; level < (SPACE.active(genes, gene) ? SPACE.levels(gene) : 1); level++) {
      genes[gene] = level;
      fill(genes, gene + 1, all);
    }
    genes[gene] = 0;
  }

  /** The least sum that models expect anywhere is that of what the sweep finds for one weight. */
  @Test
  void findsTheLeastOfEachObjective() {
    SplittableRandom random = new SplittableRandom(1);
    Models models = new Models(new LinearEncoding(SPACE), 2, 0);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int[] genes = SPACE.sample(random);
      double sum = Arrays.stream(genes).sum();
      double[] values = {sum + random.nextDouble(), genes[0] * 4 - sum + random.nextDouble()};
      observations.add(new Observation(genes, values, new double[0], true));
    }
    models.fit(observations, 20);
    List<int[]> found = new AdditiveSweep(SPACE, random).best(models, List.of(), true);
    assertTrue(found.stream().allMatch(SPACE::contains));
    for (int objective = 0; objective < 2; objective++) {
      assertEquals(least(everything(), models, objective), least(found, models, objective), 1e-9);
    }
  }

  private static double least(List<int[]> genotypes, Models models, int objective) {
    return genotypes.stream()
        .mapToDouble(genes -> models.means(genes)[objective])
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 11", "3, 15", "4, 20", "6, 21"})
  void weightsAreDrawnEvenlyFromTheLattice(int objectives, int vectors) {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Integer> counts = new HashMap<>();
    int draws = 2_000 * vectors;
    for (int i = 0; i < draws; i++) {
      double[] weights = ScalarizedLearner.weights(objectives, random);
      assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
      counts.merge(Arrays.toString(weights), 1, Integer::sum);
    }
    assertEquals(vectors, counts.size());
    counts.forEach((weights, count) -> assertEquals(2_000, count, 250, weights));
  }

  @Test
  void inertGenesHaveNoEffect() {
    LinearEncoding encoding = new LinearEncoding(SPACE);
    int[] genes = new int[SPACE.size()];
    double[] shallow = encoding.encode(genes);
    int inert = IntStream.range(0, genes.length)
        .filter(gene -> !SPACE.active(genes, gene))
        .findFirst()
        .orElseThrow();
    genes[inert] = 1;
    assertArrayEquals(shallow, encoding.encode(genes));
  }
}
