/**
 * Bayesian optimisation: Gaussian processes of the objectives, and what to evaluate next by the
 * expected hypervolume improvement, by random scalarizations or by a fixed linear one.
 */
@NullMarked
package io.github.hwgptbench.algorithm.bayes;

import org.jspecify.annotations.NullMarked;
