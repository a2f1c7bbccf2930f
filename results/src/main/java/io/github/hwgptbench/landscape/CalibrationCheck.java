package io.github.hwgptbench.landscape;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.Calibration.QuantilePairs;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares measurements with their predicted quantiles, architecture by architecture. Measurements
 * of different architectures may be compared with different models, as in cross-validation;
 * predicted quantiles of an embed_dim are then means over its measurements. For use by one thread.
 */
public final class CalibrationCheck {

  private static final int LEVELS = Calibration.LEVELS.size();

  private final SearchSpace space;
  private final Objective objective;
  private final long[] below = new long[LEVELS];
  private final List<Readings> embeds = new ArrayList<>();

  /** What was read of the architectures of one embed_dim. */
  private static final class Readings {

    private double[] logRatios = new double[64];
    private int count;
    private final double[] predicted = new double[LEVELS];

    void add(double[] ratios, double[] quantiles) {
      if (count + ratios.length > logRatios.length) {
        logRatios = Arrays.copyOf(logRatios, 2 * (count + ratios.length));
      }
      System.arraycopy(ratios, 0, logRatios, count, ratios.length);
      count += ratios.length;
      for (int level = 0; level < LEVELS; level++) {
        predicted[level] += ratios.length * quantiles[level];
      }
    }
  }

  /** Begins without measurements. */
  public CalibrationCheck(SearchSpace space, Objective objective) {
    this.space = space;
    this.objective = objective;
    space.embedDims().forEach(embed -> embeds.add(new Readings()));
  }

  /**
   * Adds the measurements of an architecture.
   *
   * @param noise predicted distribution of measurements
   * @param embed index of the architecture's embed_dim among its choices
   * @param value its predicted noise-free value
   * @param readings positive, in the unit of the value
   * @throws IllegalArgumentException if a measurement is not positive
   */
  public void add(NoiseModel noise, int embed, double value, double[] readings) {
    double[] ratios = new double[readings.length];
    for (int i = 0; i < ratios.length; i++) {
      if (!(readings[i] > 0)) {
        throw new IllegalArgumentException(Text.format(
            "%s of space '%s': a measurement of %s; must be above 0",
            objective, space.name(), readings[i]));
      }
      ratios[i] = StrictMath.log(readings[i] / value);
    }
    double[] quantiles = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      quantiles[level] =
          noise.logQuantile(NoiseModel.Source.ALL, embed, Calibration.LEVELS.get(level));
      for (double ratio : ratios) {
        below[level] += ratio <= quantiles[level] ? 1 : 0;
      }
    }
    embeds.get(embed).add(ratios, quantiles);
  }

  /**
   * Returns the calibration.
   *
   * @throws IllegalArgumentException if there were no measurements
   */
  public Calibration result() {
    long count = embeds.stream().mapToLong(readings -> readings.count).sum();
    if (count == 0) {
      throw new IllegalArgumentException(
          Text.format("%s of space '%s': no measurements", objective, space.name()));
    }
    List<QuantilePairs> pairs = new ArrayList<>();
    for (int embed = 0; embed < embeds.size(); embed++) {
      Readings readings = embeds.get(embed);
      if (readings.count > 0) {
        EmpiricalDistribution observed =
            new EmpiricalDistribution(Arrays.copyOf(readings.logRatios, readings.count));
        pairs.add(new QuantilePairs(
            space.embedDims().get(embed),
            Arrays.stream(readings.predicted)
                .map(sum -> sum / readings.count)
                .boxed()
                .toList(),
            Calibration.LEVELS.stream().map(observed::quantile).toList()));
      }
    }
    List<Double> shares =
        Arrays.stream(below).mapToObj(number -> (double) number / count).toList();
    return new Calibration(space.name(), objective, count, shares, pairs);
  }
}
