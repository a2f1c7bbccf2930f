package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Better;

/**
 * The logarithmic hypervolume regret: {@code log10((HV* - HV) / HV*)}, with HV* the hypervolume of
 * the reference front. A regret of -3 means that a thousandth of HV* is missing. It separates good
 * algorithms whose hypervolumes differ in the last digits only; Daulton et al. (2020) use the same
 * difference without the division.
 *
 * <p>A regret below 10<sup>-12</sup> is a rounding error of hypervolumes. It is reported as -12, as
 * is that of a run that is as good as the reference front or better, so that values are finite. A
 * run that found nothing feasible has the whole HV* as regret, which is 0; so has every run if the
 * reference front has no hypervolume.
 *
 * @since 0.2.0
 */
public final class LogHypervolumeRegret extends DeclaredIndicator {

  private static final double LEAST_REGRET = 1e-12;
  private static final double FLOOR = -12;

  /** Creates the indicator. */
  public LogHypervolumeRegret() {
    super(
        "log-regret",
        "log hypervolume regret",
        "LHR",
        "the decimal logarithm of the missing share of hypervolume",
        Better.LESS,
        "daulton2020differentiable");
  }

  @Override
  public int decimals() {
    return 3;
  }

  @Override
  public String description(HypervolumeProtocol protocol, String front) {
    return Text.format(
        "decimal logarithm of the share of the hypervolume of %s that is missing (protocol %s: bounds %s, reference point %s)",
        front, protocol.id(), protocol.bounds().version(), protocol.coordinates());
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    double best = reference.hypervolume();
    if (best == 0) {
      return 0;
    }
    double regret = (best - reference.protocol().hypervolume(points)) / best;
    return regret < LEAST_REGRET ? FLOOR : Math.log10(regret);
  }
}
