/**
 * Pareto local search, as it is meant and as the authors of HW-GPT-Bench run it.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.local;

import org.jspecify.annotations.NullMarked;
