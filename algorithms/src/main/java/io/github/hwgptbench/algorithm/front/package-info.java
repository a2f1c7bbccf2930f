/**
 * The best-known Pareto front of a problem: not an algorithm among others, but what they are
 * measured against. It knows what optimizers do not know, that a network is a stack of layers, and
 * takes as many evaluations as a surrogate can give.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.front;

import org.jspecify.annotations.NullMarked;
