package io.github.hwgptbench.surrogate;

/** Says that a file of surrogates is missing, truncated, altered, or not what it should be. */
public final class SurrogateFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, and in which file
   */
  public SurrogateFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message what is wrong, and in which file
   * @param cause what was thrown when it was found
   */
  public SurrogateFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
