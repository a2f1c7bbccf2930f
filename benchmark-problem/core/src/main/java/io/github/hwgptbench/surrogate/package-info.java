/**
 * Surrogates of what measuring or training an architecture would say: fitted ONNX files, the
 * catalogue of them, their evaluation through ONNX Runtime, and the noise of readings.
 */
package io.github.hwgptbench.surrogate;
