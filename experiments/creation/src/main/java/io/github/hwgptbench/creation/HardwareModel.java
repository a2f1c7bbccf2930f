package io.github.hwgptbench.creation;

import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.RampNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A metric of a device as, in each embed_dim, a linear function of the load, and ramps that set in
 * where the load passes a knot.
 *
 * @param linear for each embed_dim, the coefficients of the load features
 * @param loads for each embed_dim, those of the load whose knots the ramps set in at
 * @param knots for each embed_dim, the knots
 * @param slopes for each embed_dim, what each ramp adds per unit of load above its knot
 */
record HardwareModel(double[][] linear, double[][] loads, double[][] knots, double[][] slopes) {

  /**
   * Predictions below are held here: a millionth of what measurements are about, see HardwareData.
   */
  static final double SMALLEST = 1e-6;

  double predict(double[] features, int embed) {
    double value = WeightedLeastSquares.dot(features, linear[embed]);
    if (knots[embed].length > 0) {
      double load = WeightedLeastSquares.dot(features, loads[embed]);
      for (int k = 0; k < knots[embed].length; k++) {
        value += slopes[embed][k] * Math.max(0, load - knots[embed][k]);
      }
    }
    return Math.max(value, SMALLEST);
  }

  double[] predict(HardwareData data) {
    double[] predictions = new double[data.size()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = predict(data.features()[row], data.embeds()[row]);
    }
    return predictions;
  }

  /** Returns a model with {@code 2^exponent} times the predictions, to the bit. */
  HardwareModel scaled(int exponent) {
    return new HardwareModel(
        scaled(linear, exponent), scaled(loads, exponent), scaled(knots, exponent), slopes);
  }

  private static double[][] scaled(double[][] rows, int exponent) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> Math.scalb(value, exponent)).toArray())
        .toArray(double[][]::new);
  }

  /** Returns the model as ramps, one an embed_dim for the linear part and one a knot. */
  RampNetwork network(FeatureMap features) {
    List<double[]> rows = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int embed = 0; embed < linear.length; embed++) {
      rows.add(Gates.only(features, linear[embed], embed));
      weights.add(1.0);
      for (int k = 0; k < knots[embed].length; k++) {
        double[] above = loads[embed].clone();
        above[embed] -= knots[embed][k];
        rows.add(Gates.only(features, above, embed));
        weights.add(slopes[embed][k]);
      }
    }
    return RampNetwork.quantize(
        features,
        rows.toArray(double[][]::new),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
