package io.github.hwgptbench.indicator;

import io.github.hwgptbench.pareto.AdditiveEpsilon;
import io.github.hwgptbench.statistics.Better;

/**
 * The additive epsilon indicator (Zitzler et al. 2003) with respect to the reference front, of
 * normalised values. See {@link AdditiveEpsilon}.
 *
 * @since 0.2.0
 */
public final class EpsilonIndicator extends DeclaredIndicator {

  /** Creates the indicator. */
  public EpsilonIndicator() {
    super(
        "epsilon",
        "additive epsilon",
        "EP",
        "the additive epsilon indicator",
        Better.LESS,
        "zitzler2003performance");
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return AdditiveEpsilon.of(points, reference.front());
  }
}
