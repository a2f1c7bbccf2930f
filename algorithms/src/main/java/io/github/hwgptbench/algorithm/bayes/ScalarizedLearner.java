package io.github.hwgptbench.algorithm.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Models one sum of the objectives, with other weights each time, as ParEGO does (Knowles 2006):
 * the augmented Chebyshev function of the objectives, each scaled to 0 to 1 over what was observed.
 * Weights are drawn from the vectors whose elements are multiples of 1/s and add up to 1, where s
 * is the smallest number with 11 vectors or more: 10 for two objectives and 4 for three, as in the
 * paper. Hyperparameters are fitted anew as by {@link ObjectiveLearner}; in between, those of the
 * last fit are kept, which are of another sum.
 */
final class ScalarizedLearner implements Learner {

  private static final double AUGMENTATION = 0.05;
  private static final long LEAST_VECTORS = 11;

  private final Models models;
  private final int objectives;
  private final RandomGenerator random;
  private List<Observation> modelled = List.of();
  private int fitted;

  /**
   * Makes a learner.
   *
   * @param models of a single objective
   * @param objectives how many there are
   */
  ScalarizedLearner(Models models, int objectives, RandomGenerator random) {
    this.models = models;
    this.objectives = objectives;
    this.random = random;
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public boolean learn(List<Observation> observations) {
    double[] weights = weights(objectives, random);
    double[][] values = observations.stream().map(Observation::objectives).toArray(double[][]::new);
    double[] least = new double[objectives];
    double[] range = new double[objectives];
    for (int j = 0; j < objectives; j++) {
      int objective = j;
      least[j] = Arrays.stream(values).mapToDouble(row -> row[objective]).min().orElseThrow();
      range[j] =
          Arrays.stream(values).mapToDouble(row -> row[objective]).max().orElseThrow() - least[j];
    }
    modelled = ObjectiveLearner.nearest(observations).stream()
        .map(it -> new Observation(
            it.genes(),
            new double[] {chebyshev(it.objectives(), weights, least, range)},
            it.margins(),
            it.feasible()))
        .toList();
    boolean anew = observations.size() >= ObjectiveLearner.GROWTH * fitted;
    if (anew) {
      models.fit(modelled, ObjectiveLearner.iterations(fitted));
      fitted = observations.size();
    } else {
      models.condition(modelled);
    }
    return anew;
  }

  private static double chebyshev(
      double[] values, double[] weights, double[] least, double[] range) {
    double largest = 0;
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      double weighted = range[j] > 0 ? weights[j] * (values[j] - least[j]) / range[j] : 0;
      largest = Math.max(largest, weighted);
      sum += weighted;
    }
    return largest + AUGMENTATION * sum;
  }

  /** Draws one of the vectors, all with the same probability. */
  static double[] weights(int objectives, RandomGenerator random) {
    int parts = 1;
    while (objectives > 1 && vectors(objectives, parts) < LEAST_VECTORS) {
      parts++;
    }
    double[] weights = new double[objectives];
    int bars = objectives - 1;
    int objective = 0;
    // A vector is an order of the parts and of the bars between the objectives.
    for (int left = parts + bars; left > 0; left--) {
      if (random.nextInt(left) < bars) {
        bars--;
        objective++;
      } else {
        weights[objective] += 1.0 / parts;
      }
    }
    return weights;
  }

  /** The number of ways to share parts between objectives. */
  private static long vectors(int objectives, int parts) {
    long vectors = 1;
    for (int i = 1; i <= parts; i++) {
      vectors = vectors * (objectives - 1 + i) / i;
    }
    return vectors;
  }

  @Override
  public double[][] known(List<Observation> observations) {
    double[][] fitted = models.fitted();
    double[][] known = new double[modelled.size()][];
    int count = 0;
    for (int i = 0; i < modelled.size(); i++) {
      if (modelled.get(i).feasible()) {
        known[count++] = fitted[i];
      }
    }
    return Arrays.copyOf(known, count);
  }
}
