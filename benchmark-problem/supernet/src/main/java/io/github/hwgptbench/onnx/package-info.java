/** Writes ONNX models, which any runtime for them evaluates, without one of them or Python. */
@NullMarked
package io.github.hwgptbench.onnx;

import org.jspecify.annotations.NullMarked;
