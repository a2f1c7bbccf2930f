/**
 * Random search, the baseline of all others.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.random;

import org.jspecify.annotations.NullMarked;
