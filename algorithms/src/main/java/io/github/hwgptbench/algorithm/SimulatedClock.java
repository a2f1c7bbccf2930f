package io.github.hwgptbench.algorithm;

/**
 * Returns how long evaluations take, without waiting. Safe for use by many threads.
 *
 * @since 0.2.0
 */
public interface SimulatedClock {

  /**
   * Returns how long an evaluation takes, in seconds, positive and finite.
   *
   * @param genes a genotype of the space
   * @param fidelity the index of the level that it is evaluated at
   * @param before the index of the level from which it continues; -1 for none
   */
  double seconds(int[] genes, int fidelity, int before);

  /** Returns how long a typical evaluation at the highest fidelity takes, in seconds. */
  double typicalSeconds();

  /** Returns a time that no evaluation is shorter than, in seconds; 0 by default. */
  default double shortestSeconds() {
    return 0;
  }
}
