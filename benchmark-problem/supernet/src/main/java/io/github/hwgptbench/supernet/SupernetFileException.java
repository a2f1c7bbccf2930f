package io.github.hwgptbench.supernet;

/** Reports that a file of a supernet or of its tokens is missing, truncated or invalid. */
public final class SupernetFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the error, the file, and the place in it
   */
  public SupernetFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message the error, the file, and the place in it
   * @param cause the underlying exception
   */
  public SupernetFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
