package io.github.hwgptbench.training;

/**
 * The weights that did best in validation so far.
 *
 * @param steps after how many they were reached
 * @param losses of the validated networks, nats per token
 * @param weights of the supernet, one tensor after another
 */
record BestWeights(int steps, double[] losses, float[] weights) {}
