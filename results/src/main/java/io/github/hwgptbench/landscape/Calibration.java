package io.github.hwgptbench.landscape;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The calibration of the quantiles that a surrogate predicts for single measurements of an
 * objective.
 *
 * @param space name of the search space
 * @param objective the objective
 * @param readings number of measurements
 * @param shares the share of all measurements at or below the quantile of each of {@link #LEVELS};
 *     ideally the level
 * @param quantiles predicted and observed quantiles for each embed_dim with measurements, ascending
 */
public record Calibration(
    String space,
    Objective objective,
    long readings,
    List<Double> shares,
    List<QuantilePairs> quantiles) {

  /** The levels of the quantiles, ascending: 0.05 to 0.95. */
  public static final List<Double> LEVELS =
      IntStream.rangeClosed(1, 19).mapToObj(i -> i / 20.0).toList();

  /**
   * Quantiles of ln(measurement / noise-free value), at each of {@link #LEVELS}.
   *
   * @param embedDim embed_dim of the architectures
   * @param predicted predicted by the surrogate
   * @param observed observed among the measurements
   */
  public record QuantilePairs(int embedDim, List<Double> predicted, List<Double> observed) {

    /**
     * Makes pairs.
     *
     * @throws IllegalArgumentException if there is not one of each per level
     */
    public QuantilePairs {
      predicted = List.copyOf(predicted);
      observed = List.copyOf(observed);
      checkSize("predicted quantiles", predicted);
      checkSize("observed quantiles", observed);
    }
  }

  /**
   * Makes a calibration.
   *
   * @throws IllegalArgumentException if there is not one share per level
   */
  public Calibration {
    shares = List.copyOf(shares);
    quantiles = List.copyOf(quantiles);
    checkSize("shares", shares);
  }

  private static void checkSize(String what, List<Double> values) {
    if (values.size() != LEVELS.size()) {
      throw new IllegalArgumentException(
          Text.format("%d %s; allowed: %d, one per level", values.size(), what, LEVELS.size()));
    }
  }

  /**
   * Returns the share of measurements in a central interval between two predicted quantiles.
   *
   * @param nominal nominal share of the interval: 0.1, 0.2, ..., 0.9
   * @throws IllegalArgumentException if it is none of these
   */
  public double coverage(double nominal) {
    int tenths = (int) Math.round(nominal * 10);
    if (Math.abs(nominal * 10 - tenths) > 1e-9 || tenths < 1 || tenths > 9) {
      throw new IllegalArgumentException(
          Text.format("Interval of %s; allowed: 0.1, 0.2, ..., 0.9", nominal));
    }
    int middle = LEVELS.size() / 2;
    return shares.get(middle + tenths) - shares.get(middle - tenths);
  }

  /** Returns the mean absolute difference between the levels and the shares of measurements. */
  public double error() {
    return IntStream.range(0, LEVELS.size())
        .mapToDouble(level -> Math.abs(shares.get(level) - LEVELS.get(level)))
        .average()
        .orElseThrow();
  }
}
