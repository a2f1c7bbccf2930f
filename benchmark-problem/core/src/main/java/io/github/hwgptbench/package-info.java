/** The benchmark of a search space, which says what any of its architectures would score. */
@NullMarked
package io.github.hwgptbench;

import org.jspecify.annotations.NullMarked;
