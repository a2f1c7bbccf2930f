/** Random search, the baseline of all others. */
@NullMarked
package io.github.hwgptbench.algorithm.random;

import org.jspecify.annotations.NullMarked;
