/**
 * The best-known Pareto front of a problem: not an algorithm among others, but the reference for
 * all of them. It uses knowledge that optimizers do not have, that a network is a stack of layers,
 * and takes as many evaluations as a surrogate can give.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.front;

import org.jspecify.annotations.NullMarked;
