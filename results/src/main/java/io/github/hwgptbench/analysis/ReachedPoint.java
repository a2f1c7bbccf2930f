package io.github.hwgptbench.analysis;

/**
 * The share of targets that runs have reached after a number of steps of the budget.
 *
 * @param step how many
 * @param share from 0 to 1, never falling over the budget
 * @since 0.2.0
 */
public record ReachedPoint(int step, double share) {}
