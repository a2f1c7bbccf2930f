package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Better;
import java.util.Arrays;

/**
 * The simple regret of a run on a problem with one objective: its best feasible value minus the
 * best-known value, both normalised, so that 0.01 is a hundredth of the range between the bounds. 0
 * is as good as the best-known value. A run that found nothing feasible counts as the reference
 * point.
 *
 * @since 0.2.0
 */
public final class SimpleRegret extends DeclaredIndicator {

  /** Creates the indicator. */
  public SimpleRegret() {
    super("regret", "regret", "Regret", "the simple regret", Better.LESS);
  }

  @Override
  public boolean supports(int objectives) {
    return objectives == 1;
  }

  @Override
  public String description(HypervolumeProtocol protocol, String front) {
    return Text.format(
        "simple regret to %s, of values normalised by the bounds %s",
        front, protocol.bounds().version());
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return best(points, reference) - best(reference.front(), reference);
  }

  /** Returns the best value, or that of the reference point where there is none. */
  private static double best(double[][] points, IndicatorReference reference) {
    return Arrays.stream(points)
        .mapToDouble(point -> point[0])
        .min()
        .orElse(reference.protocol().referencePoint().get(0));
  }
}
