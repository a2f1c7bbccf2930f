package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import java.util.List;

/**
 * The tests of every two algorithms of a problem in one indicator.
 *
 * @param indicator which
 * @param pairs every two algorithms; none if there is only one
 */
public record IndicatorTests(Indicator indicator, List<PairTest> pairs) {

  /** Copies the pairs. */
  public IndicatorTests {
    pairs = List.copyOf(pairs);
  }
}
