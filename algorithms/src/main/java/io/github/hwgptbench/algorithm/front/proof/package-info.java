/**
 * Proofs of how much better than a known Pareto front any front could be.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.front.proof;

import org.jspecify.annotations.NullMarked;
