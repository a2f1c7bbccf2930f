/**
 * The benchmark of a search space, which says what any of its architectures would score.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench;

import org.jspecify.annotations.NullMarked;
