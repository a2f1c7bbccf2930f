package io.github.hwgptbench.training;

import io.github.hwgptbench.usage.UsageException;

/**
 * How a network is trained. The defaults are those of the authors of HW-GPT-Bench where size does
 * not matter ({@code configs/config_train} of their repository).
 *
 * @param steps how many updates of the weights
 * @param batch sequences a step
 * @param length tokens of each sequence that are predicted
 * @param learningRate the highest, after the warm-up
 * @param warmUp steps in which it grows from 0
 * @param weightDecay of matrices; biases and norms have none
 * @param clip the longest that the gradient of all weights together may be
 * @param randomNetworks how many random sub-networks are trained besides the largest and the
 *     smallest
 * @param seed decides the first weights, the sub-networks and the text of every step
 */
public record TrainingSettings(
    int steps,
    int batch,
    int length,
    double learningRate,
    int warmUp,
    double weightDecay,
    double clip,
    int randomNetworks,
    long seed) {

  /** Share of the highest learning rate that is left at the end. */
  private static final double LAST_RATE = 0.1;

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TrainingSettings {
    atLeast("steps", steps, 1);
    atLeast("batch", batch, 1);
    atLeast("length", length, 1);
    atLeast("warm-up", warmUp, 0);
    atLeast("random networks", randomNetworks, 0);
    positive("learning rate", learningRate);
    positive("clip", clip);
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw UsageException.of("Training: weight decay %s; allowed: 0 or more", weightDecay);
    }
    if (warmUp > steps) {
      throw UsageException.of(
          "Training: warm-up of %d steps; allowed: up to %d, the number of steps", warmUp, steps);
    }
  }

  private static void atLeast(String what, int value, int min) {
    if (value < min) {
      throw UsageException.of("Training: %s %d; allowed: %d or more", what, value, min);
    }
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw UsageException.of("Training: %s %s; allowed: above 0", what, value);
    }
  }

  /**
   * Returns the learning rate of a step: it grows linearly over the warm-up, and falls from there
   * along half a cosine to a tenth (Loshchilov and Hutter, arXiv 1608.03983, equation 5, without
   * restarts).
   *
   * @param step counted from 0
   */
  public double learningRate(int step) {
    if (step < warmUp) {
      return learningRate * (step + 1) / warmUp;
    }
    double done = (double) (step - warmUp) / Math.max(1, steps - warmUp);
    double cosine = (1 + StrictMath.cos(StrictMath.PI * done)) / 2;
    return learningRate * (LAST_RATE + (1 - LAST_RATE) * cosine);
  }
}
