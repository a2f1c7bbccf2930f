/**
 * Statistics over repeated runs: the middle and its uncertainty, tests of whether algorithms
 * differ, and by how much. All randomness comes from a generator that is handed in.
 *
 * <p>The usual way with several algorithms over the same seeds:
 * {@link io.github.hwgptbench.statistics.PairwiseComparison}, which are signed-rank tests of all
 * pairs with Holm's correction. {@link io.github.hwgptbench.statistics.Friedman} and
 * {@link io.github.hwgptbench.statistics.Nemenyi} compare mean ranks over several problems.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.statistics;

import org.jspecify.annotations.NullMarked;
