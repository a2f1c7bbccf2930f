package io.github.hwgptbench.indicator;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.pareto.AdditiveEpsilon;
import io.github.hwgptbench.statistics.Better;
import java.util.List;

/**
 * The additive epsilon indicator (Zitzler et al. 2003) beside the reference front, of normalised
 * values. See {@link AdditiveEpsilon}.
 *
 * @since 0.2.0
 */
public final class EpsilonIndicator implements Indicator {

  @Override
  public String id() {
    return "epsilon";
  }

  @Override
  public String label() {
    return "additive epsilon";
  }

  @Override
  public String abbreviation() {
    return "EP";
  }

  @Override
  public Better better() {
    return Better.LESS;
  }

  @Override
  public String prose() {
    return "the additive epsilon indicator";
  }

  @Override
  public List<Reference> references() {
    return List.of(Reference.of("zitzler2003performance"));
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return AdditiveEpsilon.of(points, reference.front());
  }
}
