package io.github.hwgptbench.training;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;

/**
 * Where trainings differ beyond numbers: the scheme of this project, or that of the authors of
 * HW-GPT-Bench as far as it is published.
 *
 * @since 0.2.0
 */
public enum TrainingScheme {
  /**
   * Gradients of the networks of a step are added up, all of them see the same sequences, the
   * smallest has no biases where the space has the choice, the first step has a positive learning
   * rate, and weights begin as in GPT-2.
   */
  HWGPTBENCH,
  /**
   * Gradients of the networks of a step are averaged, as over four GPUs; each network sees
   * sequences of its own; the smallest has biases where the space has the choice; the warm-up
   * begins at a learning rate of 0; weights begin as PyTorch initializes layers.
   */
  PAPER;

  private static final int AUTHORS_STEPS = 800_000;
  private static final int AUTHORS_WARM_UP = 4_000;
  private static final double AUTHORS_RATE = 0.000316;
  private static final int AUTHORS_BATCH_OF_S = 32;
  private static final long AUTHORS_SEED = 1234;

  private static final int STEPS = 12_000;
  private static final int WARM_UP = 200;
  private static final double RATE = 0.003;

  /** Of this project; of the authors for m and l, and where theirs is unknown. */
  private static final int BATCH = 8;

  private static final double WEIGHT_DECAY = 0.1;
  private static final double CLIP = 1;
  private static final int RANDOM = 2;

  /**
   * Returns the default settings of the scheme. The authors published their batch for the spaces s
   * (32 sequences per network), m and l (8); for any other it is 8 here too.
   *
   * @param shape of the supernet, whose block size is the length of sequences
   */
  public TrainingSettings settings(SupernetShape shape) {
    boolean s = shape.space().equals(SearchSpace.s());
    return this == PAPER
        ? new TrainingSettings(
            AUTHORS_STEPS,
            s ? AUTHORS_BATCH_OF_S : BATCH,
            shape.blockSize(),
            AUTHORS_RATE,
            AUTHORS_WARM_UP,
            WEIGHT_DECAY,
            CLIP,
            RANDOM,
            AUTHORS_SEED)
        : new TrainingSettings(
            STEPS, BATCH, shape.blockSize(), RATE, WARM_UP, WEIGHT_DECAY, CLIP, RANDOM, 1);
  }

  /** Returns the smallest network that learns in each step. */
  Architecture smallest(SearchSpace space) {
    Architecture smallest = space.smallest();
    return this == PAPER
        ? Architecture.of(
            smallest.embedDim(), space.largest().bias(), smallest.mlpRatios(), smallest.heads())
        : smallest;
  }

  /**
   * Returns the factor by which the gradients of this many networks are scaled before they are
   * added.
   */
  double gradientScale(int networks) {
    return this == PAPER ? 1.0 / networks : 1;
  }

  /** Returns whether each network of a step sees other sequences. */
  boolean textPerNetwork() {
    return this == PAPER;
  }

  /** Returns the learning rate of a step, counted from 0. */
  double learningRate(TrainingSettings settings, int step) {
    if (this == PAPER && step < settings.warmUp()) {
      return step == 0 ? 0 : settings.learningRate(step - 1);
    }
    return settings.learningRate(step);
  }
}
