package io.github.hwgptbench.analysis;

import java.util.stream.IntStream;

/** After which steps of a budget curves are drawn: every one at first, then ever fewer. */
final class EvaluationGrid {

  /** Until here, every step. */
  private static final int DENSE = 500;
  /**
   * Beyond, one in so many of those so far: finer than a pixel also where the axis is a logarithm.
   */
  private static final int STEPS = 250;

  private EvaluationGrid() {}

  /**
   * Returns numbers of steps, rising.
   *
   * @param steps the last one
   * @param also another one that must be among them, at most the last one; 0 for none. Grids that
   *     have it agree up to there
   */
  static int[] of(int steps, int also) {
    return IntStream.concat(
            IntStream.iterate(
                1, at -> at < steps, at -> at < DENSE ? at + 1 : at + Math.max(1, at / STEPS)),
            IntStream.of(also, steps))
        .filter(at -> at > 0)
        .distinct()
        .sorted()
        .toArray();
  }
}
