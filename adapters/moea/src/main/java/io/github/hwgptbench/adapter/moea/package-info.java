/**
 * MOEA Framework's algorithms on the problems of this library
 * ({@link io.github.hwgptbench.adapter.moea.MoeaAlgorithms}), and optimizers of this library as
 * algorithms of the framework ({@link io.github.hwgptbench.adapter.moea.HwGptAlgorithmProvider}).
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.moea;

import org.jspecify.annotations.NullMarked;
