/**
 * Which candidates successive halving evaluates more thoroughly, for optimizers and pruners.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.internal.halving;

import org.jspecify.annotations.NullMarked;
