/**
 * jMetal's algorithms on the problems of this library
 * ({@link io.github.hwgptbench.adapter.jmetal.JMetalAlgorithms}), optimizers of this library as
 * algorithms of jMetal ({@link io.github.hwgptbench.adapter.jmetal.OptimizerAlgorithmBuilder}),
 * operators for categories, and repeatable runs, also simultaneous ones
 * ({@link io.github.hwgptbench.adapter.jmetal.JMetalScope}).
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.jmetal;

import org.jspecify.annotations.NullMarked;
