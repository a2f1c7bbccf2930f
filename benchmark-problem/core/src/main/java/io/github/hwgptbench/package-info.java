/**
 * The benchmark of a search space: predicted quality and cost of any of its architectures.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench;

import org.jspecify.annotations.NullMarked;
