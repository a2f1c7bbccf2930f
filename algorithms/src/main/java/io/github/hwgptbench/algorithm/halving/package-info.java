/**
 * Successive halving: many candidates are evaluated roughly, and the best of them more and more
 * thoroughly.
 */
@NullMarked
package io.github.hwgptbench.algorithm.halving;

import org.jspecify.annotations.NullMarked;
