package io.github.hwgptbench.training;

import java.util.function.IntToDoubleFunction;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2), with
 * beta 0.9 and 0.95 and epsilon 1e-9, as the authors of HW-GPT-Bench have it. In plain Java, so
 * that updates are bit-identical everywhere.
 */
final class AdamW {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.95;
  private static final double EPSILON = 1e-9;

  private final float[] means;
  private final float[] squares;

  /** Continues with the moments of an optimizer that made some steps before; they are changed. */
  AdamW(float[] means, float[] squares) {
    this.means = means;
    this.squares = squares;
  }

  /**
   * Updates weights.
   *
   * @param step counted from 0
   * @param decay of each weight by its index
   */
  void update(float[] weights, float[] gradient, int step, double rate, IntToDoubleFunction decay) {
    double first = 1 - StrictMath.pow(FIRST, step + 1.0);
    double second = 1 - StrictMath.pow(SECOND, step + 1.0);
    for (int i = 0; i < weights.length; i++) {
      means[i] = (float) (FIRST * means[i] + (1 - FIRST) * gradient[i]);
      squares[i] = (float) (SECOND * squares[i] + (1 - SECOND) * gradient[i] * gradient[i]);
      double direction = means[i] / first / (Math.sqrt(squares[i] / second) + EPSILON);
      weights[i] = (float) (weights[i] - rate * (direction + decay.applyAsDouble(i) * weights[i]));
    }
  }

  /** Multiplies a gradient by a factor. */
  static void scale(float[] gradient, double factor) {
    if (factor != 1) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (gradient[i] * factor);
      }
    }
  }

  /** Makes a gradient no longer than it may be, and returns how long it was. */
  static double clip(float[] gradient, double longest) {
    double sum = 0;
    for (float value : gradient) {
      sum += (double) value * value;
    }
    double norm = Math.sqrt(sum);
    if (norm > longest) {
      scale(gradient, longest / norm);
    }
    return norm;
  }
}
