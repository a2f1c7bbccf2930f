/** Writes ONNX models, which any runtime for them evaluates, without one of them or Python. */
package io.github.hwgptbench.onnx;
