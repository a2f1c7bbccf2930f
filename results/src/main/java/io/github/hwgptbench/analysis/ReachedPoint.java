package io.github.hwgptbench.analysis;

/**
 * The share of targets that runs have reached after a number of steps of the budget.
 *
 * @param step number of steps
 * @param share from 0 to 1, nondecreasing over the budget
 * @since 0.2.0
 */
public record ReachedPoint(int step, double share) {}
