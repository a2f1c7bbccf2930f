package io.github.hwgptbench.indicator;

import io.github.hwgptbench.pareto.IgdPlus;
import io.github.hwgptbench.statistics.Better;

/**
 * IGD+, the modified inverted generational distance (Ishibuchi et al. 2015) to the reference front,
 * of normalised values. See {@link IgdPlus}.
 *
 * @since 0.2.0
 */
public final class IgdPlusIndicator extends DeclaredIndicator {

  /** Creates the indicator. */
  public IgdPlusIndicator() {
    super("igd-plus", "IGD+", "IGD+", "IGD+", Better.LESS, "ishibuchi2015modified");
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return IgdPlus.of(points, reference.front());
  }
}
