package io.github.hwgptbench.supernet;

/**
 * Says that a file of a supernet or of its tokens is missing, truncated, or not what it should be.
 */
public final class SupernetFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, in which file, and where in it
   */
  public SupernetFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message what is wrong, in which file, and where in it
   * @param cause what was thrown when it was found
   */
  public SupernetFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
