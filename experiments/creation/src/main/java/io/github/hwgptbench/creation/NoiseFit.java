package io.github.hwgptbench.creation;

import io.github.hwgptbench.surrogate.NoiseModel;
import java.util.Arrays;

/**
 * Takes the noise of measurements apart: between the measurements of an architecture, between
 * neighbouring architectures, and between stretches of them.
 */
final class NoiseFit {

  private final HardwareData data;
  private final double[][] readings;
  private final double[] predictions;
  private final double[] residuals;
  private final double[] drift;

  /**
   * Takes what a model says of rows that it was not fitted to.
   *
   * @param readings the measurements of each row
   * @param predictions one a row, each from a model that had not seen the row
   */
  NoiseFit(HardwareData data, double[][] readings, double[] predictions) {
    this.data = data;
    this.readings = readings;
    this.predictions = predictions;
    residuals = data.residuals(predictions);
    boolean[] all = new boolean[data.size()];
    Arrays.fill(all, true);
    drift = data.drift(predictions, all);
  }

  /** Returns the quantiles of each kind of noise in each embed_dim, from the rows to be used. */
  NoiseModel model(int embeds, boolean[] use) {
    double[][][] tables = new double[NoiseModel.Source.values().length][embeds][];
    for (int embed = 0; embed < embeds; embed++) {
      for (NoiseModel.Source source : NoiseModel.Source.values()) {
        tables[source.ordinal()][embed] = quantiles(sample(source, embed, use));
      }
    }
    return new NoiseModel(tables);
  }

  /** Returns ln(measurement / value) of one kind of noise in one embed_dim. */
  private double[] sample(NoiseModel.Source source, int embed, boolean[] use) {
    double[] sample = new double[0];
    int count = 0;
    for (int row = 0; row < data.size(); row++) {
      if (!use[row] || data.embeds()[row] != embed) {
        continue;
      }
      int needed = count + readings[row].length;
      if (needed > sample.length) {
        sample = Arrays.copyOf(sample, 2 * needed);
      }
      switch (source) {
        case DRIFT -> sample[count++] = drift[row];
        case RUN -> sample[count++] = residuals[row] - drift[row];
        case REPEAT -> {
          for (double reading : readings[row]) {
            sample[count++] = StrictMath.log(reading / data.medians()[row]);
          }
        }
        case ALL -> {
          for (double reading : readings[row]) {
            sample[count++] = StrictMath.log(reading / predictions[row]);
          }
        }
      }
    }
    return Arrays.copyOf(sample, count);
  }

  /**
   * The order statistic of a level is taken from n + 1 places, as in conformal prediction: an
   * unseen measurement falls below it with at least that probability.
   */
  private static double[] quantiles(double[] sample) {
    Arrays.sort(sample);
    double[] quantiles = new double[NoiseModel.LEVELS.size()];
    for (int i = 0; i < quantiles.length; i++) {
      double place = NoiseModel.LEVELS.get(i) * (sample.length + 1) - 1;
      double level = Math.min(1, Math.max(0, place / (sample.length - 1)));
      quantiles[i] = Quantiles.sorted(sample, sample.length, level);
    }
    return quantiles;
  }
}
