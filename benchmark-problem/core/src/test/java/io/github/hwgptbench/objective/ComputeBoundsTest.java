package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeBoundsTest {

  @Property(tries = 50)
  void areTheExtremesOfAllArchitectures(@ForAll long seed) {
    SearchSpace space = random(new Random(seed));
    Bounds bounds = ComputeEvaluator.bounds(space, "default-1");
    GenotypeSpace genotypes = space.genotypes();
    double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] max = new double[3];
    try (ComputeEvaluator evaluator = new ComputeEvaluator(space, ComputeEvaluator.SUPPORTED)) {
      int[] genes = new int[genotypes.size()];
      double[] values = new double[3];
      int gene;
      do {
        evaluator.evaluate(genes, values);
        for (int i = 0; i < values.length; i++) {
          min[i] = Math.min(min[i], values[i]);
          max[i] = Math.max(max[i], values[i]);
        }
        gene = 0;
        while (gene < genes.length && ++genes[gene] == genotypes.levels(gene)) {
          genes[gene++] = 0;
        }
      } while (gene < genes.length);
    }
    for (int i = 0; i < min.length; i++) {
      Objective objective = ComputeEvaluator.SUPPORTED.get(i);
      if (min[i] < max[i]) {
        assertEquals(new Bounds.Range(min[i], max[i]), bounds.range(objective));
      } else {
        assertTrue(!bounds.ranges().containsKey(objective));
      }
    }
  }

  private static SearchSpace random(Random random) {
    int size = 16 * (1 + random.nextInt(4));
    return SearchSpace.builder("small")
        .embedDims(size, size + 8)
        .layerCounts(random.nextBoolean() ? new int[] {1, 2} : new int[] {2})
        .headCounts(1, 1 + 1 + random.nextInt(3))
        .mlpRatios(random.nextBoolean() ? new int[] {1, 3} : new int[] {2})
        .batch(1 + random.nextInt(3))
        .design(new NetworkDesign(100, 16, 8, 2 + random.nextInt(2), random.nextBoolean()))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l", "xs"})
  void areThoseOfTheFilesThatShip(String name) {
    SearchSpace space = SearchSpace.of(name);
    Bounds closed = ComputeEvaluator.bounds(space, "default-1");
    try (HwGptBench bench = HwGptBench.open(space)) {
      Bounds shipped = bench.bounds("default");
      assertEquals("default-1", shipped.version());
      for (Objective objective : ComputeEvaluator.SUPPORTED) {
        assertEquals(closed.range(objective), shipped.range(objective));
      }
    }
  }

  @Test
  void everySpaceHasThem() {
    for (SearchSpace space : List.of(
        SearchSpace.sWide(),
        SearchSpace.mWide(),
        SearchSpace.lWide(),
        SearchSpace.builder("mine")
            .embedDims(64)
            .layerCounts(2)
            .headCounts(2, 4)
            .mlpRatios(4)
            .build())) {
      try (HwGptBench bench = HwGptBench.open(space)) {
        Map<Objective, Bounds.Range> expected =
            new HashMap<>(ComputeEvaluator.bounds(space, "default-1").ranges());
        assertEquals(Set.copyOf(ComputeEvaluator.SUPPORTED), expected.keySet());
        expected.put(
            ComputeEvaluator.ESTIMATE,
            ComputeEvaluator.bounds(space, "default-1", List.of(ComputeEvaluator.ESTIMATE))
                .range(ComputeEvaluator.ESTIMATE));
        assertEquals(expected, bench.bounds("default").ranges());
      }
    }
  }

  @Test
  void whatHasOneValueEverywhereHasNone() {
    SearchSpace single = SearchSpace.builder("single")
        .embedDims(64)
        .layerCounts(2)
        .headCounts(2)
        .mlpRatios(4)
        .build();
    assertEquals(
        List.of(Objective.of(Metric.PARAMS)),
        List.copyOf(ComputeEvaluator.bounds(single, "1").ranges().keySet()));
  }
}
