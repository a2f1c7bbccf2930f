/**
 * ONNX models: writes them, without a runtime or Python, and evaluates custom ones as sources of
 * objectives, through ONNX Runtime.
 */
@NullMarked
package io.github.hwgptbench.onnx;

import org.jspecify.annotations.NullMarked;
