package io.github.hwgptbench.algorithm.front.proof;

/** A weighted sum of the objectives, with nonnegative weights, and its lower bound. */
record Cut(double[] weights, double bound) {}
