/**
 * Surrogates that predict the metrics of architectures: fitted ONNX files, their catalogue, their
 * evaluation, and the noise of measurements.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.surrogate;

import org.jspecify.annotations.NullMarked;
