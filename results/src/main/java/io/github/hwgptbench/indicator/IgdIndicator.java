package io.github.hwgptbench.indicator;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.pareto.Igd;
import io.github.hwgptbench.statistics.Better;
import java.util.List;

/**
 * IGD, the inverted generational distance (Coello Coello and Reyes Sierra 2004) to the reference
 * front, of normalised values. See {@link Igd}.
 *
 * @since 0.2.0
 */
public final class IgdIndicator implements Indicator {

  @Override
  public String id() {
    return "igd";
  }

  @Override
  public String label() {
    return "IGD";
  }

  @Override
  public Better better() {
    return Better.LESS;
  }

  @Override
  public List<Reference> references() {
    return List.of(Reference.of("coello2004study"));
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return Igd.of(points, reference.front());
  }
}
