package io.github.hwgptbench.indicator;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.pareto.IgdPlus;
import io.github.hwgptbench.statistics.Better;
import java.util.List;

/**
 * IGD+, the modified inverted generational distance (Ishibuchi et al. 2015) to the reference front,
 * of normalised values. See {@link IgdPlus}.
 *
 * @since 0.2.0
 */
public final class IgdPlusIndicator implements Indicator {

  @Override
  public String id() {
    return "igd-plus";
  }

  @Override
  public String label() {
    return "IGD+";
  }

  @Override
  public Better better() {
    return Better.LESS;
  }

  @Override
  public List<Reference> references() {
    return List.of(Reference.of("ishibuchi2015modified"));
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return IgdPlus.of(points, reference.front());
  }
}
