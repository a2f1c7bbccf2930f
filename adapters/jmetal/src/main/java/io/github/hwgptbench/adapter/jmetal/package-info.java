/**
 * jMetal's algorithms on our problems
 * ({@link io.github.hwgptbench.adapter.jmetal.JMetalAlgorithms}), our optimizers as algorithms of
 * jMetal on its problems ({@link io.github.hwgptbench.adapter.jmetal.OptimizerAlgorithmBuilder}),
 * operators for categories, and runs that are repeatable, however many run at a time
 * ({@link io.github.hwgptbench.adapter.jmetal.JMetalScope}).
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.jmetal;

import org.jspecify.annotations.NullMarked;
