/**
 * The best-known Pareto fronts: the shipped ones, and their files.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.front;

import org.jspecify.annotations.NullMarked;
