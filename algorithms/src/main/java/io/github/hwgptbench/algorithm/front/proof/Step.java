package io.github.hwgptbench.algorithm.front.proof;

/**
 * A weighted sum of the metrics, and what proves a lower bound of it.
 *
 * @param weights one per metric
 * @param slopes one per ramp
 * @param shares of the choices of each layer, in parts of {@link Bends#WHOLE}
 */
record Step(double[] weights, double[] slopes, int[] shares) {}
