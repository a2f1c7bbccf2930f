package io.github.hwgptbench.creation;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.CalibrationCheck;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.NoiseModel.Source;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fits one hardware metric of one device in one search space.
 *
 * @param data in units of {@code 2^exponent} times that of the objective
 * @param readings in the same unit
 * @param exponent of the unit
 */
record HardwareTask(
    SearchSpace space,
    Objective objective,
    FeatureMap features,
    HardwareData data,
    double[][] readings,
    int exponent,
    long seed,
    Map<String, String> provenance) {

  /** Quantiles of the published devices lead up to 1.6 times beyond the measurements. */
  private static final double FAR = 10;

  /** A surrogate and what to report of it; a calibration only where measurements are noisy. */
  record Outcome(
      Surrogate surrogate, TaskReport report, @Nullable Calibration calibration) {}

  /**
   * Fits.
   *
   * @throws IllegalArgumentException if there are too few architectures, or the measurements are
   *     too noisy for a model of them
   */
  Outcome run() {
    int[] folds = Folds.of(data.size(), HardwareSelection.FOLDS, new SplittableRandom(seed));
    HardwareSelection selection = new HardwareSelection(features, data, folds).run();
    boolean[] all = new boolean[data.size()];
    Arrays.fill(all, true);
    HardwareModel model = new HardwareFit(features, selection.parts()).fit(data, all);
    double[] predictions = model.predict(data);
    checkPositive(selection.predictions());
    checkPositive(predictions);
    RampNetwork network = model.scaled(exponent).network(features);
    NoiseModel noise = data.drifts()
        ? new NoiseFit(data, readings, selection.predictions()).model(features.embedChoices(), all)
        : NoiseModel.none(features.embedChoices());
    checkQuantiles(predictions, noise);
    Surrogate surrogate = new Surrogate(space.name(), objective, network, noise, provenance);
    Calibration calibration = data.drifts() ? calibration(selection.predictions(), folds) : null;
    return new Outcome(surrogate, report(selection, folds, network), calibration);
  }

  private void checkPositive(double[] predictions) {
    long without = data.withoutValue(predictions);
    if (without > 0) {
      throw new IllegalArgumentException(Text.format(
          "%s of space '%s': the fit has no positive value for %d of %d architectures; measure more"
              + " of them, or without other load on the machine",
          objective, space.name(), without, predictions.length));
    }
  }

  /** Refuses noise whose tails lead far away from what was measured. */
  private void checkQuantiles(double[] predictions, NoiseModel noise) {
    double smallest =
        Arrays.stream(readings).flatMapToDouble(Arrays::stream).min().orElseThrow();
    double largest =
        Arrays.stream(readings).flatMapToDouble(Arrays::stream).max().orElseThrow();
    for (int row = 0; row < predictions.length; row++) {
      for (int end = 0; end <= 1; end++) {
        double quantile = predictions[row]
            * StrictMath.exp(noise.logQuantile(Source.ALL, data.embeds()[row], end));
        if (quantile < smallest / FAR || quantile > largest * FAR) {
          throw new IllegalArgumentException(Text.format(
              "%s of space '%s': the fit expects measurements of %.3g %s, the table has %.3g to"
                  + " %.3g; measure more architectures, or without other load on the machine",
              objective,
              space.name(),
              Math.scalb(quantile, exponent),
              objective.unit(),
              Math.scalb(smallest, exponent),
              Math.scalb(largest, exponent)));
        }
      }
    }
  }

  private TaskReport report(HardwareSelection selection, int[] folds, RampNetwork network) {
    double[] predictions = selection.predictions();
    double[] residuals = data.residuals(predictions);
    boolean[] all = new boolean[data.size()];
    Arrays.fill(all, true);
    double[] drift = data.drift(predictions, all);
    double[] left = new double[residuals.length];
    for (int row = 0; row < left.length; row++) {
      left[row] = residuals[row] - drift[row];
    }
    double[] sorted = left.clone();
    Arrays.sort(sorted);
    return new TaskReport(
        space.name(),
        objective.toString(),
        data.size(),
        selection.steps(),
        new TaskReport.Errors(
            Quantiles.median(data.errors(constants(folds))),
            selection.baseError(),
            selection.error(),
            repeatError()),
        new TaskReport.Drift(Quantiles.spread(drift, 0.25), embedDriftSpread(residuals, drift)),
        Quantiles.shortestHalf(sorted) / Quantiles.spread(left, 0.1),
        network.ramps(),
        data.drifts()
            ? new TaskReport.Coverage(
                coverage(predictions, folds, 0.9), coverage(predictions, folds, 0.5))
            : new TaskReport.Coverage(Double.NaN, Double.NaN));
  }

  /** The median measurement of each embed_dim, of the rows in other folds. */
  private double[] constants(int[] folds) {
    double[] constants = new double[data.size()];
    for (int fold = 0; fold < HardwareSelection.FOLDS; fold++) {
      for (int embed = 0; embed < features.embedChoices(); embed++) {
        double[] seen = new double[data.size()];
        int count = 0;
        for (int row = 0; row < seen.length; row++) {
          if (folds[row] != fold && data.embeds()[row] == embed) {
            seen[count++] = data.medians()[row];
          }
        }
        double median = Quantiles.medianInPlace(seen, count);
        for (int row = 0; row < constants.length; row++) {
          if (folds[row] == fold && data.embeds()[row] == embed) {
            constants[row] = median;
          }
        }
      }
    }
    return constants;
  }

  /**
   * How far the medians of the odd and of the even measurements are apart, as a measure of how well
   * the median of all is known: half of it, since the difference of two medians of n/2 measurements
   * has twice the deviation of a median of n. NaN for fewer than four measurements.
   */
  private double repeatError() {
    if (readings[0].length < 4) {
      return Double.NaN;
    }
    double[] apart = new double[readings.length];
    for (int row = 0; row < apart.length; row++) {
      int half = readings[row].length / 2;
      double[] odd = new double[half];
      double[] even = new double[half];
      for (int i = 0; i < half; i++) {
        even[i] = readings[row][2 * i];
        odd[i] = readings[row][2 * i + 1];
      }
      apart[row] = Math.abs(StrictMath.log(Quantiles.median(odd) / Quantiles.median(even))) / 2;
    }
    return Quantiles.median(apart);
  }

  private double embedDriftSpread(double[] residuals, double[] drift) {
    if (!data.drifts()) {
      return 0;
    }
    double[] apart = new double[0];
    for (int embed = 0; embed < features.embedChoices(); embed++) {
      double[] own = residuals.clone();
      for (int row = 0; row < own.length; row++) {
        if (data.embeds()[row] != embed) {
          own[row] = Double.NaN;
        }
      }
      double[] ownDrift = RunningMedian.of(own, data.blocks());
      int from = apart.length;
      apart = Arrays.copyOf(apart, from + own.length);
      for (int row = 0; row < own.length; row++) {
        apart[from + row] = ownDrift[row] - drift[row];
      }
    }
    return Quantiles.spread(apart, 0.25);
  }

  /**
   * The share of measurements within an interval that was calibrated on the rows of other folds.
   */
  private double coverage(double[] predictions, int[] folds, double share) {
    long within = 0;
    long count = 0;
    NoiseFit fit = new NoiseFit(data, readings, predictions);
    for (int fold = 0; fold < HardwareSelection.FOLDS; fold++) {
      NoiseModel noise = fit.model(features.embedChoices(), Folds.outside(folds, fold));
      for (int row = 0; row < predictions.length; row++) {
        if (folds[row] == fold) {
          int embed = data.embeds()[row];
          double low = noise.logQuantile(Source.ALL, embed, (1 - share) / 2);
          double high = noise.logQuantile(Source.ALL, embed, (1 + share) / 2);
          for (double reading : readings[row]) {
            double ratio = StrictMath.log(reading / predictions[row]);
            within += ratio >= low && ratio <= high ? 1 : 0;
            count++;
          }
        }
      }
    }
    return (double) within / count;
  }

  /** What quantiles that were taken from the rows of other folds are worth. */
  private Calibration calibration(double[] predictions, int[] folds) {
    NoiseFit fit = new NoiseFit(data, readings, predictions);
    CalibrationCheck check = new CalibrationCheck(space, objective);
    for (int fold = 0; fold < HardwareSelection.FOLDS; fold++) {
      NoiseModel noise = fit.model(features.embedChoices(), Folds.outside(folds, fold));
      for (int row = 0; row < predictions.length; row++) {
        if (folds[row] == fold) {
          check.add(noise, data.embeds()[row], predictions[row], readings[row]);
        }
      }
    }
    return check.result();
  }
}
