/**
 * ONNX models: writes them, without a runtime or Python, and evaluates custom ones as sources of
 * objectives, through ONNX Runtime.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.onnx;

import org.jspecify.annotations.NullMarked;
