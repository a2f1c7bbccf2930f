package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.usage.PluginException;

/**
 * An algorithm on the class path can't be used; the message is a sentence with its name and the
 * reason.
 */
public final class AlgorithmLoadingException extends PluginException {

  private static final long serialVersionUID = 1;

  AlgorithmLoadingException(String message) {
    super(message);
  }

  AlgorithmLoadingException(String message, Throwable cause) {
    super(message, cause);
  }
}
