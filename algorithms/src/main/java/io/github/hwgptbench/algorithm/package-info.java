/**
 * How a problem is searched. An {@link io.github.hwgptbench.algorithm.Optimizer} proposes genotypes
 * and observes their values, and does not depend on how they are evaluated;
 * {@link io.github.hwgptbench.algorithm.Proposals} keeps what most of them have to remember, and an
 * {@link io.github.hwgptbench.algorithm.OptimizerFactory} makes one. A
 * {@link io.github.hwgptbench.algorithm.SearchAlgorithm} is a whole run under a budget, whoever's
 * the algorithm is; {@link io.github.hwgptbench.algorithm.AskTellSearch} makes one of any
 * optimizer. The {@link io.github.hwgptbench.algorithm.AlgorithmRegistry} finds all of them by an
 * {@link io.github.hwgptbench.algorithm.AlgorithmName}, with the values of their
 * {@link io.github.hwgptbench.algorithm.Setting}s.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm;

import org.jspecify.annotations.NullMarked;
