package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.PairwiseComparison;

/**
 * Two algorithms beside each other in one indicator of one problem.
 *
 * @param first name of one
 * @param second name of the other
 * @param sharedSeeds how many seeds both have, which are paired
 * @param comparison signed-rank test of the shared seeds, its probability after Holm's correction
 *     for all pairs of the problem, and the effect size over all seeds of each. It knows the
 *     algorithms by their place in the problem
 */
public record PairTest(
    String first, String second, int sharedSeeds, PairwiseComparison comparison) {}
