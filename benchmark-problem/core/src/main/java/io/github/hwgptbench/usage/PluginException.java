package io.github.hwgptbench.usage;

/** What somebody put on the class path can't be used; the message says which and why. */
public class PluginException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what can't be used and why, in a sentence
   */
  public PluginException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message what can't be used and why, in a sentence
   * @param cause the underlying exception
   */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
