package io.github.hwgptbench.creation;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link HardwareModel} to the median measurements of architectures, with the drift of the
 * measuring taken out: the model and the drift are estimated in turn, each from what the other
 * leaves.
 */
final class HardwareFit {

  /** What a model is made of, beside thirty coefficients by least absolute residuals. */
  enum Part {
    /** Passes where measurements crowd, and not in the middle between states of the machine. */
    CROWDED("predominant state"),
    /** An effect of n_head that differs with bias. */
    BIAS_HEADS("n_head x bias"),
    /** An effect of mlp_ratio that differs with n_head of the same layer. */
    PAIRS("mlp_ratio x n_head"),
    /** Effects of the first and the last layer of their own. */
    ENDS("first and last layer"),
    /** Regimes of the clock: other slopes from some load on. */
    RAMPS("regimes of load");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    /** Returns what the part is, in words. */
    String title() {
      return title;
    }
  }

  private static final int ROUGH_ITERATIONS = 12;
  private static final int FINE_ITERATIONS = 30;
  private static final int ROUNDS = 5;
  private static final int CROWD_ITERATIONS = 8;
  private static final int KNOTS = 6;
  /** Share of the median residual from which on an observation counts for less. */
  private static final double CROWD_SCALE = 0.5;

  private final FeatureMap features;
  private final int embeds;
  private final Set<Part> parts;
  private final double[][] columns;

  /** Makes a fit with some parts. */
  HardwareFit(FeatureMap features, Set<Part> parts) {
    this.features = features;
    this.parts = parts.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(parts);
    embeds = features.embedChoices();
    columns = LoadColumns.of(features, this.parts);
  }

  /** Fits the rows that are to be used. */
  HardwareModel fit(HardwareData data, boolean[] use) {
    double[][] linear = fitLinear(data, use);
    HardwareModel model = model(linear);
    if (!parts.contains(Part.RAMPS)) {
      return model;
    }
    return fitRamps(data, use, model);
  }

  private HardwareModel model(double[][] coefficients) {
    double[][] linear = new double[embeds][];
    for (int embed = 0; embed < embeds; embed++) {
      linear[embed] = onFeatures(coefficients[embed], embed);
    }
    return new HardwareModel(linear, linear, new double[embeds][0], new double[embeds][0]);
  }

  private double[] onFeatures(double[] coefficients, int embed) {
    double[] slopes = new double[features.loadSize()];
    slopes[embed] = coefficients[0];
    for (int c = 0; c < columns.length; c++) {
      for (int j = 0; j < slopes.length; j++) {
        slopes[j] += coefficients[c + 1] * columns[c][j];
      }
    }
    return slopes;
  }

  private double[][] fitLinear(HardwareData data, boolean[] use) {
    Design design = new Design(data, use, null);
    return design.fit();
  }

  private HardwareModel fitRamps(HardwareData data, boolean[] use, HardwareModel base) {
    double[] loads = base.predict(data);
    double[][] knots = new double[embeds][KNOTS];
    for (int embed = 0; embed < embeds; embed++) {
      double[] seen = new double[data.size()];
      int count = 0;
      for (int row = 0; row < data.size(); row++) {
        if (use[row] && data.embeds()[row] == embed) {
          seen[count++] = loads[row];
        }
      }
      Arrays.sort(seen, 0, count);
      for (int k = 0; k < KNOTS; k++) {
        knots[embed][k] = Quantiles.sorted(seen, count, (k + 1.0) / (KNOTS + 1));
      }
    }
    double[][] coefficients =
        new Design(data, use, (row, embed, k) -> Math.max(0, loads[row] - knots[embed][k])).fit();
    double[][] linear = new double[embeds][];
    double[][] slopes = new double[embeds][];
    for (int embed = 0; embed < embeds; embed++) {
      linear[embed] = onFeatures(coefficients[embed], embed);
      slopes[embed] =
          Arrays.copyOfRange(coefficients[embed], columns.length + 1, columns.length + 1 + KNOTS);
    }
    return new HardwareModel(linear, base.linear(), knots, slopes);
  }

  private interface Ramp {
    double at(int row, int embed, int knot);
  }

  /** The rows of each embed_dim as regressions of their own, and the drift that they share. */
  private final class Design {

    private final HardwareData data;
    private final boolean[] use;
    private final double[][] all;
    private final int[][] members;
    private double[] drift;
    private double[] predictions = {};

    Design(HardwareData data, boolean[] use, @Nullable Ramp ramp) {
      this.data = data;
      this.use = use;
      int width = columns.length + 1 + (ramp == null ? 0 : KNOTS);
      all = new double[data.size()][width];
      for (int row = 0; row < data.size(); row++) {
        all[row][0] = 1;
        for (int c = 0; c < columns.length; c++) {
          all[row][c + 1] = WeightedLeastSquares.dot(data.features()[row], columns[c]);
        }
        for (int k = columns.length + 1; k < width; k++) {
          all[row][k] =
              Objects.requireNonNull(ramp).at(row, data.embeds()[row], k - columns.length - 1);
        }
      }
      members = new int[embeds][];
      for (int embed = 0; embed < embeds; embed++) {
        int[] rows = new int[data.size()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
          if (use[row] && data.embeds()[row] == embed) {
            rows[count++] = row;
          }
        }
        members[embed] = Arrays.copyOf(rows, count);
        if (count <= width) {
          throw new IllegalArgumentException(Text.format(
              "%d architectures with embed_dim choice %d; a fit needs more than %d",
              count, embed + 1, width));
        }
      }
      drift = new double[data.size()];
    }

    double[][] fit() {
      double[][] coefficients = leastAbsolute();
      return parts.contains(Part.CROWDED) ? crowded(coefficients) : coefficients;
    }

    private double[][] leastAbsolute() {
      double[][] coefficients = new double[embeds][];
      int rounds = data.drifts() ? 3 : 1;
      for (int round = 1; round <= rounds; round++) {
        int iterations = round == rounds ? FINE_ITERATIONS : ROUGH_ITERATIONS;
        for (int embed = 0; embed < embeds; embed++) {
          coefficients[embed] =
              RobustRegression.leastAbsolute(rows(embed), targets(embed), iterations);
        }
        update(coefficients);
      }
      return coefficients;
    }

    private double[][] crowded(double[][] coefficients) {
      for (int round = 0; round < ROUNDS; round++) {
        if (round < 2) {
          for (int embed = 0; embed < embeds; embed++) {
            double factor = StrictMath.exp(Quantiles.crowdedHalf(left(embed)));
            for (int c = 0; c < coefficients[embed].length; c++) {
              coefficients[embed][c] *= factor;
            }
          }
          update(coefficients);
        }
        for (int embed = 0; embed < embeds; embed++) {
          double[] left = left(embed);
          for (int i = 0; i < left.length; i++) {
            left[i] = Math.abs(left[i]);
          }
          double scale = CROWD_SCALE * Math.max(1e-4, Quantiles.median(left));
          coefficients[embed] = RobustRegression.crowded(
              rows(embed), targets(embed), coefficients[embed], scale, CROWD_ITERATIONS);
        }
        update(coefficients);
      }
      return coefficients;
    }

    private double[] left(int embed) {
      double[] left = new double[members[embed].length];
      for (int i = 0; i < left.length; i++) {
        int row = members[embed][i];
        left[i] = StrictMath.log(data.medians()[row] / predictions[row]) - drift[row];
      }
      return left;
    }

    private double[][] rows(int embed) {
      double[][] rows = new double[members[embed].length][];
      for (int i = 0; i < rows.length; i++) {
        int row = members[embed][i];
        double scale = 1 / data.medians()[row];
        rows[i] = all[row].clone();
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] *= scale;
        }
      }
      return rows;
    }

    private double[] targets(int embed) {
      double[] targets = new double[members[embed].length];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = StrictMath.exp(-drift[members[embed][i]]);
      }
      return targets;
    }

    private void update(double[][] coefficients) {
      predictions = new double[data.size()];
      for (int row = 0; row < predictions.length; row++) {
        predictions[row] = Math.max(
            HardwareModel.SMALLEST,
            WeightedLeastSquares.dot(all[row], coefficients[data.embeds()[row]]));
      }
      drift = data.drift(predictions, use);
    }
  }
}
