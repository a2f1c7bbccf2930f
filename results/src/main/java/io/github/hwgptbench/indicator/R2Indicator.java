package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.R2;
import io.github.hwgptbench.statistics.Better;
import java.util.function.ToDoubleFunction;

/**
 * R2 (Hansen and Jaszkiewicz 1998) with respect to the reference front, of normalised values:
 * weighted Tchebycheff utilities whose ideal point is the best value within the bounds, 0 in every
 * objective. See {@link R2}.
 *
 * @since 0.2.0
 */
public final class R2Indicator extends DeclaredIndicator {

  /** Creates the indicator. */
  public R2Indicator() {
    super(
        "r2",
        "R2",
        "R2",
        "R2 with weighted Tchebycheff utilities",
        Better.LESS,
        "hansen1998evaluating",
        "knowles2006tutorial");
  }

  @Override
  public String description(HypervolumeProtocol protocol, String front) {
    return Text.format(
        "R2, with weighted Tchebycheff utilities, to %s, of values normalised by the bounds %s",
        front, protocol.bounds().version());
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return against(reference).applyAsDouble(points);
  }

  @Override
  public ToDoubleFunction<double[][]> against(IndicatorReference reference) {
    return new R2(
        reference.front(), new double[reference.protocol().referencePoint().size()])::of;
  }
}
