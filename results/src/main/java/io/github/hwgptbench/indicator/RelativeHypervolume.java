package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Better;

/**
 * The hypervolume (Zitzler and Thiele 1998), divided by that of the reference front; 1 means
 * equally good. See {@link io.github.hwgptbench.pareto.Hypervolume}.
 *
 * @since 0.2.0
 */
public final class RelativeHypervolume extends DeclaredIndicator {

  /** Creates the indicator. */
  public RelativeHypervolume() {
    super(
        "hypervolume",
        "relative hypervolume",
        "HV",
        "the hypervolume",
        Better.MORE,
        "zitzler1998multiobjective");
  }

  @Override
  public int decimals() {
    return 4;
  }

  @Override
  public String description(HypervolumeProtocol protocol, String front) {
    return Text.format(
        "hypervolume (protocol %s: bounds %s, reference point %s) relative to %s",
        protocol.id(), protocol.bounds().version(), protocol.coordinates(), front);
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return reference.share(reference.protocol().hypervolume(points));
  }
}
