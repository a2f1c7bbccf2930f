package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import java.util.List;

/**
 * Pairwise tests of the algorithms of a problem in one indicator.
 *
 * @param indicator the indicator
 * @param pairs all pairs of algorithms; none if there is only one algorithm
 */
public record IndicatorTests(Indicator indicator, List<PairTest> pairs) {

  /** Copies the pairs. */
  public IndicatorTests {
    pairs = List.copyOf(pairs);
  }
}
