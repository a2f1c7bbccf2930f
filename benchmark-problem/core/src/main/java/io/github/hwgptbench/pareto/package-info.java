/**
 * Sets of points under Pareto dominance: comparing, sorting, spreading, keeping the best, and
 * measuring them, by hypervolume or beside a reference front. Everywhere objectives are minimised,
 * input is left as it is, and nothing is shared between calls, so that all static methods are safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.pareto;

import org.jspecify.annotations.NullMarked;
