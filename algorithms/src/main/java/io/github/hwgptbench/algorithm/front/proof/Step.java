package io.github.hwgptbench.algorithm.front.proof;

/** A weighted sum of the metrics, and the slopes that prove a lower bound of it. */
record Step(double[] weights, double[] slopes) {}
