package io.github.hwgptbench.creation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Trains ramps on what additive models leave, by Adam (Kingma and Ba 2015, algorithm 1) on half the
 * mean squared error with a penalty on squared slopes and weights. Inputs are 1 or 0, given by the
 * indices of the ones, and seen less their means.
 */
final class RampTraining {

  private static final int BATCH = 128;
  private static final double[] RATES = {3e-3, 1e-3, 3e-4};
  private static final int[] EPOCHS = {40, 25, 15};
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;
  private static final double TINY = 1e-8;

  private final int[][] inputs;
  private final double[] targets;
  private final double[] inputMeans;
  private final int width;
  private final int units;
  private final double penalty;

  /** For each input the slopes of all units, then their constants, their weights, the constant. */
  final double[] parameters;

  /** Of the loss of the last batch, by each parameter. */
  final double[] gradient;

  private final double[] means;
  private final double[] squares;
  private final double[] base;
  private final double[] sums;
  private final double[] back;
  private final double[] backSums;
  private long steps;

  RampTraining(int[][] inputs, double[] targets, int width, int units, double penalty) {
    this.inputs = inputs;
    this.targets = targets;
    this.width = width;
    this.units = units;
    this.penalty = penalty;
    inputMeans = new double[width];
    for (int[] input : inputs) {
      for (int j : input) {
        inputMeans[j] += 1.0 / inputs.length;
      }
    }
    parameters = new double[units * (width + 2) + 1];
    gradient = new double[parameters.length];
    means = new double[parameters.length];
    squares = new double[parameters.length];
    base = new double[units];
    sums = new double[units];
    back = new double[units];
    backSums = new double[units];
  }

  /**
   * The ramps that a training ended with: {@code constant + sum_k weights[k] max(0, constants[k] +
   * slopes[k] . x)}, x as it is given.
   */
  record Ramps(double[][] slopes, double[] constants, double[] weights, double constant) {

    double value(int[] input) {
      double value = constant;
      for (int k = 0; k < weights.length; k++) {
        double sum = constants[k];
        for (int j : input) {
          sum += slopes[k][j];
        }
        value += weights[k] * Math.max(0, sum);
      }
      return value;
    }
  }

  /**
   * Trains.
   *
   * @param inputs the indices of the inputs that are 1, one row an observation
   * @param targets of about unit variance
   * @param width number of inputs
   * @param units number of ramps
   * @param penalty weight of half the sum of squares beside half the mean squared error
   */
  static Ramps train(
      int[][] inputs,
      double[] targets,
      int width,
      int units,
      double penalty,
      RandomGenerator random) {
    RampTraining training = new RampTraining(inputs, targets, width, units, penalty);
    training.initialize(random);
    int[] order = new int[inputs.length];
    Arrays.setAll(order, i -> i);
    for (int stage = 0; stage < RATES.length; stage++) {
      for (int epoch = 0; epoch < EPOCHS[stage]; epoch++) {
        Folds.shuffle(order, random);
        for (int from = 0; from < order.length; from += BATCH) {
          training.differentiate(order, from, Math.min(order.length, from + BATCH));
          training.descend(RATES[stage]);
        }
      }
    }
    return training.ramps();
  }

  /** Uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, equation 16). */
  void initialize(RandomGenerator random) {
    double hidden = Math.sqrt(6.0 / (width + units));
    double output = Math.sqrt(6.0 / (units + 1));
    int weightsAt = units * (width + 1);
    for (int p = 0; p < weightsAt; p++) {
      parameters[p] = random.nextDouble(-hidden, hidden);
    }
    for (int p = weightsAt; p < parameters.length; p++) {
      parameters[p] = random.nextDouble(-output, output);
    }
  }

  void differentiate(int[] order, int from, int to) {
    Arrays.fill(gradient, 0);
    Arrays.fill(backSums, 0);
    fillBase();
    double share = 1.0 / (to - from);
    int constantsAt = units * width;
    int weightsAt = constantsAt + units;
    int last = weightsAt + units;
    for (int i = from; i < to; i++) {
      int[] input = inputs[order[i]];
      System.arraycopy(base, 0, sums, 0, units);
      for (int j : input) {
        int at = j * units;
        for (int k = 0; k < units; k++) {
          sums[k] += parameters[at + k];
        }
      }
      double value = parameters[last];
      for (int k = 0; k < units; k++) {
        value += parameters[weightsAt + k] * Math.max(0, sums[k]);
      }
      double error = (value - targets[order[i]]) * share;
      gradient[last] += error;
      for (int k = 0; k < units; k++) {
        back[k] = sums[k] > 0 ? error * parameters[weightsAt + k] : 0;
        backSums[k] += back[k];
        gradient[weightsAt + k] += error * Math.max(0, sums[k]);
      }
      for (int j : input) {
        int at = j * units;
        for (int k = 0; k < units; k++) {
          gradient[at + k] += back[k];
        }
      }
    }
    for (int j = 0; j < width; j++) {
      int at = j * units;
      for (int k = 0; k < units; k++) {
        gradient[at + k] += penalty * parameters[at + k] - inputMeans[j] * backSums[k];
      }
    }
    for (int k = 0; k < units; k++) {
      gradient[constantsAt + k] += backSums[k];
      gradient[weightsAt + k] += penalty * parameters[weightsAt + k];
    }
  }

  private void fillBase() {
    System.arraycopy(parameters, units * width, base, 0, units);
    for (int j = 0; j < width; j++) {
      int at = j * units;
      for (int k = 0; k < units; k++) {
        base[k] -= inputMeans[j] * parameters[at + k];
      }
    }
  }

  private void descend(double rate) {
    steps++;
    double scaled = rate
        * Math.sqrt(1 - StrictMath.pow(SQUARE_DECAY, steps))
        / (1 - StrictMath.pow(MEAN_DECAY, steps));
    for (int p = 0; p < parameters.length; p++) {
      means[p] = MEAN_DECAY * means[p] + (1 - MEAN_DECAY) * gradient[p];
      squares[p] = SQUARE_DECAY * squares[p] + (1 - SQUARE_DECAY) * gradient[p] * gradient[p];
      parameters[p] -= scaled * means[p] / (Math.sqrt(squares[p]) + TINY);
    }
  }

  Ramps ramps() {
    fillBase();
    double[][] slopes = new double[units][width];
    for (int k = 0; k < units; k++) {
      for (int j = 0; j < width; j++) {
        slopes[k][j] = parameters[j * units + k];
      }
    }
    int weightsAt = units * (width + 1);
    return new Ramps(
        slopes,
        base.clone(),
        Arrays.copyOfRange(parameters, weightsAt, weightsAt + units),
        parameters[weightsAt + units]);
  }
}
