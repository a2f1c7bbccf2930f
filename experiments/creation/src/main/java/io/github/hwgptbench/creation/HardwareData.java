package io.github.hwgptbench.creation;

import java.util.Arrays;

/**
 * What a hardware surrogate is fitted to. Measurements are in a unit in which they are about 1, or
 * that of the published measurements.
 *
 * @param features the load features of each row
 * @param embeds the index of embed_dim of each row
 * @param blocks the block of each row, in measuring order
 * @param medians the median measurement of each row
 * @param drifts whether the level of measurements may differ between stretches of rows
 */
record HardwareData(
    double[][] features, int[] embeds, int[] blocks, double[] medians, boolean drifts) {

  int size() {
    return medians.length;
  }

  /** Returns how many predictions are at the lower limit, because the model has no value there. */
  long withoutValue(double[] predictions) {
    return Arrays.stream(predictions).filter(it -> it <= HardwareModel.SMALLEST).count();
  }

  /** Returns ln(median / prediction) of each row. */
  double[] residuals(double[] predictions) {
    double[] residuals = new double[size()];
    for (int row = 0; row < residuals.length; row++) {
      residuals[row] = StrictMath.log(medians[row] / predictions[row]);
    }
    return residuals;
  }

  /** Returns the drift of each row, from the residuals of those rows that are to be used. */
  double[] drift(double[] predictions, boolean[] use) {
    if (!drifts) {
      return new double[size()];
    }
    double[] residuals = residuals(predictions);
    for (int row = 0; row < residuals.length; row++) {
      if (!use[row]) {
        residuals[row] = Double.NaN;
      }
    }
    return RunningMedian.of(residuals, blocks);
  }

  /** Returns |ln(median / prediction)| of each row, with the drift of all rows taken out. */
  double[] errors(double[] predictions) {
    double[] residuals = residuals(predictions);
    double[] left = drifts ? RunningMedian.removed(residuals, blocks) : residuals;
    for (int row = 0; row < left.length; row++) {
      left[row] = Math.abs(left[row]);
    }
    return left;
  }
}
