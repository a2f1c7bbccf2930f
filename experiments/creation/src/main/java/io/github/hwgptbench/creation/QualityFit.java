package io.github.hwgptbench.creation;

import io.github.hwgptbench.creation.RampTraining.Ramps;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the quality of architectures: in each embed_dim the effect of each choice in each layer by
 * least squares, then ramps, which all embed_dims share but for their scale, to what that leaves.
 */
final class QualityFit {

  private static final int[] RAMPS = {32, 96};
  /** What more ramps must save of the error to be worth their time in every evaluation. */
  private static final double WORTH = 0.02;

  private static final double ADDITIVE_PENALTY = 1e-2;
  private static final double[] RAMP_PENALTIES = {0.001, 0.0022, 0.005, 0.01, 0.02};
  private static final double[] EFFECT_PENALTIES = {0.1, 1, 10, 100, 1000, 10_000};
  private static final int VALIDATION = 6;
  private static final int FOLDS = 5;

  private final FeatureMap features;
  private final LayerInputs inputs;
  private final int embeds;
  private final int[] used;

  QualityFit(SearchSpace space) {
    features = new FeatureMap(space);
    inputs = new LayerInputs(space, features);
    embeds = features.embedChoices();
    used = new int[1 + features.size() - features.loadSize()];
    used[0] = features.bias();
    for (int j = 1; j < used.length; j++) {
      used[j] = features.loadSize() + j - 1;
    }
  }

  /** Returns all features of a genotype. */
  double[] features(int[] genes) {
    double[] row = new double[features.size()];
    features.fill(genes, row, 0, row.length);
    return row;
  }

  /**
   * Fits the effects alone, one model an embed_dim.
   *
   * @param genes one row per architecture
   * @param targets one a row
   */
  List<QualityModel> additive(int[][] genes, double[] targets) {
    List<QualityModel> models = new ArrayList<>();
    for (int embed = 0; embed < embeds; embed++) {
      int[] rows = rows(genes, embed);
      double[][] design = design(genes, rows, null);
      double[] effects = solve(design, pick(targets, rows), ones(rows.length), 1, ADDITIVE_PENALTY);
      models.add(new QualityModel(onFeatures(effects, 1, embed), new double[0][], new double[0]));
    }
    return models;
  }

  /**
   * Fits effects and ramps, one model an embed_dim.
   *
   * @param genes one row per architecture, a few hundred at least in each embed_dim
   * @param targets one a row
   */
  List<QualityModel> fit(int[][] genes, double[] targets, long seed) {
    List<QualityModel> additive = additive(genes, targets);
    double[] left = new double[targets.length];
    double[] squares = new double[embeds];
    int[] counts = new int[embeds];
    int[][] active = new int[genes.length][];
    for (int i = 0; i < left.length; i++) {
      int embed = genes[i][ArchitectureLayout.EMBED_DIM];
      left[i] = targets[i] - additive.get(embed).predict(features(genes[i]));
      squares[embed] += left[i] * left[i];
      counts[embed]++;
      active[i] = inputs.active(genes[i]);
    }
    double[] scales = new double[embeds];
    for (int embed = 0; embed < embeds; embed++) {
      scales[embed] = Math.max(Math.sqrt(squares[embed] / counts[embed]), Double.MIN_NORMAL);
    }
    for (int i = 0; i < left.length; i++) {
      left[i] /= scales[genes[i][ArchitectureLayout.EMBED_DIM]];
    }
    SplittableRandom random = new SplittableRandom(seed);
    Choice choice = choose(active, left, random.split());
    Ramps ramps = RampTraining.train(
        active, left, inputs.size(), choice.units, choice.penalty, random.split());
    return IntStream.range(0, embeds)
        .mapToObj(embed -> joined(additive.get(embed), ramps, scales[embed], embed))
        .toList();
  }

  private QualityModel joined(QualityModel additive, Ramps ramps, double scale, int embed) {
    double[] linear = additive.linear().clone();
    linear[embed] += ramps.constant() * scale;
    double[] weights = ramps.weights().clone();
    double[][] slopes = new double[weights.length][];
    for (int k = 0; k < weights.length; k++) {
      slopes[k] = inputs.onFeatures(ramps.slopes()[k], ramps.constants()[k], embed);
      weights[k] *= scale;
    }
    return new QualityModel(linear, slopes, weights);
  }

  private record Choice(int units, double penalty) {}

  /** Chooses the number of ramps and their penalty on rows that are held out. */
  private Choice choose(int[][] active, double[] targets, RandomGenerator random) {
    boolean[] train = Folds.outside(Folds.of(active.length, VALIDATION, random), 0);
    int[] seen = IntStream.range(0, train.length).filter(i -> train[i]).toArray();
    int[][] seenInputs = Arrays.stream(seen).mapToObj(i -> active[i]).toArray(int[][]::new);
    double[] seenTargets = pick(targets, seen);
    long seed = random.nextLong();
    double bar = Double.POSITIVE_INFINITY;
    Choice chosen = new Choice(RAMPS[0], RAMP_PENALTIES[0]);
    for (int units : RAMPS) {
      double best = bar;
      for (double penalty : RAMP_PENALTIES) {
        Ramps ramps = RampTraining.train(
            seenInputs, seenTargets, inputs.size(), units, penalty, new SplittableRandom(seed));
        double error = 0;
        for (int i = 0; i < train.length; i++) {
          error += train[i] ? 0 : Math.abs(targets[i] - ramps.value(active[i]));
        }
        if (error < best) {
          best = error;
          chosen = new Choice(units, penalty);
        }
      }
      bar = best * (1 - WORTH);
    }
    return chosen;
  }

  /**
   * Fits a metric that goes with another one, in each embed_dim as a linear function of it plus
   * small effects of each choice in each layer; for few measurements.
   *
   * @param others the fitted models of the other metric, one an embed_dim
   * @param genes one row per architecture
   * @param targets one a row
   */
  List<QualityModel> fitBeside(
      List<QualityModel> others, int[][] genes, double[] targets, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<QualityModel> models = new ArrayList<>();
    for (int embed = 0; embed < embeds; embed++) {
      int[] rows = rows(genes, embed);
      double[][] design = design(genes, rows, others.get(embed));
      double[] coefficients = besides(design, pick(targets, rows), random.split());
      models.add(others.get(embed).scaled(coefficients[1], onFeatures(coefficients, 2, embed)));
    }
    return models;
  }

  private static double[] besides(double[][] design, double[] targets, RandomGenerator random) {
    int[] folds = Folds.of(design.length, FOLDS, random);
    double best = Double.POSITIVE_INFINITY;
    double chosen = EFFECT_PENALTIES[0];
    for (double penalty : EFFECT_PENALTIES) {
      double error = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        double[] weights = ones(design.length);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = folds[i] == fold ? 0 : 1;
        }
        double[] coefficients = solve(design, targets, weights, 2, penalty);
        for (int i = 0; i < targets.length; i++) {
          if (folds[i] == fold) {
            error += Math.abs(targets[i] - WeightedLeastSquares.dot(design[i], coefficients));
          }
        }
      }
      if (error < best) {
        best = error;
        chosen = penalty;
      }
    }
    return solve(design, targets, ones(design.length), 2, chosen);
  }

  private static double[] solve(
      double[][] design, double[] targets, double[] weights, int free, double penalty) {
    double[] penalties = new double[design[0].length];
    Arrays.fill(penalties, free, penalties.length, penalty);
    return new WeightedLeastSquares(design, targets).solve(weights, penalties);
  }

  private int[] rows(int[][] genes, int embed) {
    int[] rows = IntStream.range(0, genes.length)
        .filter(i -> genes[i][ArchitectureLayout.EMBED_DIM] == embed)
        .toArray();
    if (rows.length < FOLDS) {
      throw new IllegalArgumentException(Text.format(
              "%d architectures with embed_dim choice %d; a fit of ", rows.length, embed + 1)
          + "quality needs at least " + FOLDS);
    }
    return rows;
  }

  /** The constant, the value of another metric if there is one, then the effects. */
  private double[][] design(int[][] genes, int[] rows, @Nullable QualityModel other) {
    int first = other == null ? 1 : 2;
    double[][] design = new double[rows.length][used.length + first];
    for (int i = 0; i < rows.length; i++) {
      double[] row = features(genes[rows[i]]);
      design[i][0] = 1;
      if (other != null) {
        design[i][1] = other.predict(row);
      }
      for (int j = 0; j < used.length; j++) {
        design[i][first + j] = row[used[j]];
      }
    }
    return design;
  }

  private double[] onFeatures(double[] coefficients, int first, int embed) {
    double[] slopes = new double[features.size()];
    slopes[embed] = coefficients[0];
    for (int j = 0; j < used.length; j++) {
      slopes[used[j]] = coefficients[first + j];
    }
    return slopes;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }
}
