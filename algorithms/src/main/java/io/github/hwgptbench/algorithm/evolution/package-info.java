/**
 * Populations that evolve: multi-objective regularized evolution and NSGA-II, each as it is meant
 * and as the authors of HW-GPT-Bench run it.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.evolution;

import org.jspecify.annotations.NullMarked;
