package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import java.util.Arrays;

/**
 * How a Gaussian process sees the values of an objective: less their mean and over their standard
 * deviation.
 *
 * @param center the mean
 * @param deviation the standard deviation; 1 if all values are equal
 */
record ValueScale(double center, double deviation) {

  /** Leaves values as they are. */
  static final ValueScale UNIT = new ValueScale(0, 1);

  /** Returns the scale of finite values. */
  static ValueScale of(double[] values) {
    double center = Arrays.stream(values).average().orElse(0);
    double sum = Arrays.stream(values).map(v -> (v - center) * (v - center)).sum();
    double deviation = Math.sqrt(sum / values.length);
    return new ValueScale(center, deviation > 0 ? deviation : 1);
  }

  /** Returns what the process sees of a value. */
  double scaled(double value) {
    return (value - center) / deviation;
  }

  /** Returns the value that the process sees so. */
  double restored(double scaled) {
    return center + deviation * scaled;
  }

  /** Returns the prediction of the value. */
  GaussianProcess.Prediction restored(GaussianProcess.Prediction scaled) {
    return new GaussianProcess.Prediction(restored(scaled.mean()), deviation * scaled.deviation());
  }
}
