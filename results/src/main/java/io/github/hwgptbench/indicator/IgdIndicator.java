package io.github.hwgptbench.indicator;

import io.github.hwgptbench.pareto.Igd;
import io.github.hwgptbench.statistics.Better;

/**
 * IGD, the inverted generational distance (Coello Coello and Reyes Sierra 2004) to the reference
 * front, of normalised values. See {@link Igd}.
 *
 * @since 0.2.0
 */
public final class IgdIndicator extends DeclaredIndicator {

  /** Creates the indicator. */
  public IgdIndicator() {
    super("igd", "IGD", "IGD", "IGD", Better.LESS, "coello2004study");
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return Igd.of(points, reference.front());
  }
}
