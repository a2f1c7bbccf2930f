package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatedFlopsTest {

  /** Weight by weight, as the authors' API builds the network, and twice their attention term. */
  private static long expected(Architecture architecture) {
    long e = architecture.embedDim();
    long params = 2 * 50_254 * e + 2 * e;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      long heads = 64L * architecture.heads(layer);
      long hidden = architecture.mlpRatio(layer) * e;
      params += e * 3 * heads + heads * e + e * hidden + hidden * e + 4 * e;
      params += architecture.bias() ? 3 * heads + e + hidden + e : 0;
    }
    long attention = architecture.layers() * 4 * e * 1024 * 1024;
    return (2 * params * 1024 + attention) + attention;
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void theEstimateAndItsBoundsAreTheAuthors(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (Architecture architecture : new Architecture[] {space.smallest(), space.largest()}) {
        assertEquals(expected(architecture), bench.query(architecture, ComputeEvaluator.ESTIMATE));
      }
      for (String name : new String[] {"default", "published"}) {
        Bounds.Range range = bench.bounds(name).ranges().get(ComputeEvaluator.ESTIMATE);
        assertEquals(expected(space.smallest()), range.min());
        assertEquals(expected(space.largest()), range.max());
      }
      ComputeCost largest = ComputeCost.of(space, space.largest());
      Bounds published = bench.bounds("published");
      assertEquals(
          largest.flops(), published.ranges().get(Objective.of(Metric.FLOPS)).max());
      assertEquals(
          largest.params(), published.ranges().get(Objective.of(Metric.PARAMS)).max());
      assertFalse(published.ranges().containsKey(Objective.of(Metric.MACS)));
    }
  }

  @Test
  void spacesThatItIsTooLargeForHaveNone() {
    SearchSpace space = SearchSpace.builder("long")
        .embedDims(1024, 2048)
        .layerCounts(100, 200)
        .mlpRatios(2, 4)
        .headCounts(8, 16)
        .design(new NetworkDesign(50_254, 20_000_000, 64, 3, false))
        .build();
    try (HwGptBench bench = HwGptBench.open(space)) {
      assertEquals(List.of(), bench.variants());
      assertTrue(bench.bounds("default").ranges().containsKey(Objective.of(Metric.FLOPS)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s_wide", "xs"})
  void otherDesignsCountTheirOwnNetwork(String name) {
    SearchSpace space = SearchSpace.of(name);
    NetworkDesign design = space.design();
    Architecture largest = space.largest();
    int ratios = IntStream.of(largest.mlpRatios()).sum();
    int heads = IntStream.of(largest.heads()).sum();
    long tokens = design.sequenceLength();
    long params = design.equals(NetworkDesign.PROFILED)
        ? (expected(largest) - 8L * largest.layers() * largest.embedDim() * tokens * tokens)
            / (2 * tokens)
        : ComputeCost.of(space, largest).params();
    assertEquals(
        2 * params * tokens + 8L * largest.layers() * largest.embedDim() * tokens * tokens,
        ComputeCost.estimatedFlops(
            design, largest.embedDim(), largest.layers(), largest.bias(), ratios, heads));
  }
}
