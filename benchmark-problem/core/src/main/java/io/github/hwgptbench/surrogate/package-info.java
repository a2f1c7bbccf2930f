/**
 * Surrogates of what measuring or training an architecture would say: fitted ONNX files, the
 * catalogue of them, their evaluation through ONNX Runtime, and the noise of measurements.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.surrogate;

import org.jspecify.annotations.NullMarked;
