package io.github.hwgptbench.creation;

import io.github.hwgptbench.surrogate.FeatureMap;

/** Shuts ramps off for all but one embed_dim. */
final class Gates {

  /** More than what rounding to exact coefficients can add. */
  private static final double MARGIN = 1.01;

  private Gates() {}

  /**
   * Returns slopes that are the given ones for one embed_dim, and never positive for the others.
   *
   * @param slopes over the first features; among those of embed_dim only the given one counts
   */
  static double[] only(FeatureMap features, double[] slopes, int embed) {
    double[] gated = slopes.clone();
    double[] rising = slopes.clone();
    for (int j = 0; j < rising.length; j++) {
      rising[j] = j < features.embedChoices() ? 0 : Math.max(0, rising[j]);
    }
    double shut = -MARGIN * features.bound(rising);
    for (int other = 0; other < features.embedChoices(); other++) {
      gated[other] = other == embed ? slopes[embed] : shut;
    }
    return gated;
  }
}
