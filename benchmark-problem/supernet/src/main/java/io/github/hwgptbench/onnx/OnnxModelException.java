package io.github.hwgptbench.onnx;

import io.github.hwgptbench.usage.UsageException;

/**
 * Reports that an ONNX model is missing, can't be loaded, or is invalid.
 *
 * @since 0.2.0
 */
public final class OnnxModelException extends UsageException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, of which model, and what is allowed
   */
  OnnxModelException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message what is wrong, of which model, and what is allowed
   * @param cause what was thrown when it was found
   */
  OnnxModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
