/**
 * Bayesian optimisation: Gaussian processes of the objectives, and what to evaluate next by the
 * expected hypervolume improvement, by random scalarizations or by a fixed linear one.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.bayes;

import org.jspecify.annotations.NullMarked;
