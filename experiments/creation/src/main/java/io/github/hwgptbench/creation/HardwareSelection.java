package io.github.hwgptbench.creation;

import io.github.hwgptbench.creation.HardwareFit.Part;
import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the parts of a hardware model by cross-validation: each part in turn is kept if it makes
 * the median error on rows that a fit did not see smaller by more than chance would, and gives each
 * of them a positive value.
 */
final class HardwareSelection {

  static final int FOLDS = 4;
  /** What a part must save of the error to be kept. */
  private static final double WORTH = 0.005;

  private final FeatureMap features;
  private final HardwareData data;
  private final int[] folds;
  private final List<Step> steps = new ArrayList<>();
  private Set<Part> parts = EnumSet.noneOf(Part.class);
  private double[] predictions = {};
  private double error;
  private double baseError;

  /**
   * A part that was tried.
   *
   * @param part which
   * @param error the median error with it, on rows not seen
   * @param kept whether it stays
   */
  record Step(Part part, double error, boolean kept) {}

  HardwareSelection(FeatureMap features, HardwareData data, int[] folds) {
    this.features = features;
    this.data = data;
    this.folds = folds;
  }

  HardwareSelection run() {
    predictions = unseen(parts);
    baseError = Quantiles.median(data.errors(predictions));
    error = baseError;
    for (Part part : Part.values()) {
      Set<Part> more = EnumSet.copyOf(parts);
      more.add(part);
      double[] unseen = unseen(more);
      double with = Quantiles.median(data.errors(unseen));
      boolean kept = with < error * (1 - WORTH) && data.withoutValue(unseen) == 0;
      steps.add(new Step(part, with, kept));
      if (kept) {
        parts = more;
        predictions = unseen;
        error = with;
      }
    }
    return this;
  }

  private double[] unseen(Set<Part> chosen) {
    double[] unseen = new double[data.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      HardwareModel model = new HardwareFit(features, chosen).fit(data, Folds.outside(folds, fold));
      for (int row = 0; row < unseen.length; row++) {
        if (folds[row] == fold) {
          unseen[row] = model.predict(data.features()[row], data.embeds()[row]);
        }
      }
    }
    return unseen;
  }

  Set<Part> parts() {
    return parts;
  }

  List<Step> steps() {
    return steps;
  }

  /** Returns what the chosen model says of each row, fitted without the row. */
  double[] predictions() {
    return predictions;
  }

  /** Returns the median error of thirty coefficients. */
  double baseError() {
    return baseError;
  }

  /** Returns the median error of the chosen model. */
  double error() {
    return error;
  }
}
