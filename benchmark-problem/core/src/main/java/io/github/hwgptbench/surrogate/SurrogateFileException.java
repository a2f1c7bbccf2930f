package io.github.hwgptbench.surrogate;

/** Reports that a file of surrogates is missing, truncated, altered or invalid. */
public final class SurrogateFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the error and the file
   */
  public SurrogateFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message the error and the file
   * @param cause the underlying exception
   */
  public SurrogateFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
