package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedSupernetTest {

  private static final Objective PERPLEXITY = Objective.parse("perplexity@supernet");

  static Stream<SearchSpace> shipped() {
    return SearchSpace.all().stream().filter(ShippedSupernet::in);
  }

  @Test
  void spacesOfOthersHaveNone() {
    assertTrue(ShippedSupernet.of(SearchSpace.s()).isEmpty());
    SearchSpace own = SearchSpace.builder("own")
        .embedDims(8)
        .layerCounts(1)
        .headCounts(1)
        .mlpRatios(1)
        .build();
    assertFalse(ShippedSupernet.in(own));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theyAnswerWithoutBeingNamed(SearchSpace space) {
    SupernetSource source = ShippedSupernet.of(space).orElseThrow().build();
    assertEquals(space, source.space());
    assertEquals(8192, source.tokens());
    try (HwGptBench bench = HwGptBench.open(space)) {
      double small = bench.query(space.smallest(), PERPLEXITY);
      double large = bench.query(space.largest(), PERPLEXITY);
      assertTrue(large < small, large + " and " + small);
      Bounds bounds = bench.bounds("default");
      assertEquals("default-1", bounds.version());
      for (Objective objective : List.of(PERPLEXITY, Objective.parse("params"))) {
        double value = bounds.normalize(objective, bench.query(space.largest(), objective));
        assertTrue(value >= -1e-6 && value <= 1 + 1e-6, objective + ": " + value);
      }
    }
  }
}
