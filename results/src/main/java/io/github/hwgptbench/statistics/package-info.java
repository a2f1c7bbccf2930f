/**
 * Statistics over repeated runs: summaries with their uncertainty, tests whether algorithms differ,
 * and effect sizes. All randomness comes from a given generator.
 *
 * <p>For several algorithms over the same seeds, use
 * {@link io.github.hwgptbench.statistics.PairwiseComparison}: signed-rank tests of all pairs with
 * Holm's correction. {@link io.github.hwgptbench.statistics.Friedman} and
 * {@link io.github.hwgptbench.statistics.Nemenyi} compare mean ranks over several problems.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.statistics;

import org.jspecify.annotations.NullMarked;
