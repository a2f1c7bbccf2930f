/**
 * The best-known Pareto fronts: those that ship with the benchmark, their files, and how good
 * points are beside one.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.front;

import org.jspecify.annotations.NullMarked;
