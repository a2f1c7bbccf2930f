package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.PairwiseComparison;

/**
 * A comparison of two algorithms in one indicator on one problem.
 *
 * @param first name of one algorithm
 * @param second name of the other algorithm
 * @param sharedSeeds number of seeds that both have, which are paired
 * @param comparison signed-rank test of the shared seeds, its probability after Holm's correction
 *     for all pairs of the problem, and the effect size over all seeds of each. Its indices are
 *     those of the algorithms of the problem
 */
public record PairTest(
    String first, String second, int sharedSeeds, PairwiseComparison comparison) {}
