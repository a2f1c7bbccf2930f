/** Grid search, from coarse grids to fine ones. */
@NullMarked
package io.github.hwgptbench.algorithm.grid;

import org.jspecify.annotations.NullMarked;
