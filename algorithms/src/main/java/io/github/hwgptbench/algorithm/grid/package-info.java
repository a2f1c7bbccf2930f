/**
 * Grid search, from coarse grids to fine ones.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.grid;

import org.jspecify.annotations.NullMarked;
