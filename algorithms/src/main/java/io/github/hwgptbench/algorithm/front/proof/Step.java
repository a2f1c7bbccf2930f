package io.github.hwgptbench.algorithm.front.proof;

/**
 * A weighted sum of the metrics, and what proves a lower bound of it.
 *
 * @param weights one per metric
 * @param slopes one per ramp
 * @param shares of the choices of each layer, in parts of {@link Bends#WHOLE}; empty if ramps that
 *     bend downwards are bounded by chords
 */
record Step(double[] weights, double[] slopes, int[] shares) {}
