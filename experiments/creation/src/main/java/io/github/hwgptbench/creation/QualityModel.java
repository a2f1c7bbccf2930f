package io.github.hwgptbench.creation;

import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.RampNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric of quality in one embed_dim as an effect of each choice in each layer, and ramps for how
 * the layers interact.
 *
 * @param linear slopes over all features; the constant stands at the embed_dim's own
 * @param ramps slopes of each ramp over all features, likewise
 * @param weights one a ramp
 */
record QualityModel(double[] linear, double[][] ramps, double[] weights) {

  double predict(double[] features) {
    double value = WeightedLeastSquares.dot(features, linear);
    for (int k = 0; k < ramps.length; k++) {
      value += weights[k] * Math.max(0, WeightedLeastSquares.dot(features, ramps[k]));
    }
    return value;
  }

  /** Returns {@code factor * this + linear}, a model with the same ramps. */
  QualityModel scaled(double factor, double[] added) {
    double[] sum = added.clone();
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * linear[j];
    }
    double[] scaledWeights = weights.clone();
    for (int k = 0; k < scaledWeights.length; k++) {
      scaledWeights[k] *= factor;
    }
    return new QualityModel(sum, ramps, scaledWeights);
  }

  /** Returns the models of all choices of embed_dim as one network. */
  static RampNetwork network(FeatureMap features, List<QualityModel> models) {
    List<double[]> rows = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int embed = 0; embed < models.size(); embed++) {
      QualityModel model = models.get(embed);
      rows.add(Gates.only(features, model.linear, embed));
      weights.add(1.0);
      for (int k = 0; k < model.weights.length; k++) {
        rows.add(Gates.only(features, model.ramps[k], embed));
        weights.add(model.weights[k]);
      }
    }
    return RampNetwork.quantize(
        features,
        rows.toArray(double[][]::new),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
