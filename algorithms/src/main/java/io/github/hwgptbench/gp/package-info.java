/**
 * Gaussian processes: kernels, the likelihood of their hyperparameters and its maximum a
 * posteriori, and the posterior, to which observations can be added one at a time.
 *
 * <p>Everything is computed with operations that are bit-identical on every machine: sums in a
 * fixed order, and {@link java.lang.StrictMath} for what the processor may round in its own way.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.gp;

import org.jspecify.annotations.NullMarked;
