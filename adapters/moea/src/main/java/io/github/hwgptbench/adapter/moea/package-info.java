/**
 * MOEA Framework's algorithms on our problems
 * ({@link io.github.hwgptbench.adapter.moea.MoeaAlgorithms}), and our optimizers among the
 * framework's algorithms ({@link io.github.hwgptbench.adapter.moea.HwGptAlgorithmProvider}).
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.moea;

import org.jspecify.annotations.NullMarked;
