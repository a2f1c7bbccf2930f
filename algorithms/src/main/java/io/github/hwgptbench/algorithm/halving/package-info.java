/**
 * Successive halving: many candidates are evaluated roughly, and the best of them more and more
 * thoroughly.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.halving;

import org.jspecify.annotations.NullMarked;
