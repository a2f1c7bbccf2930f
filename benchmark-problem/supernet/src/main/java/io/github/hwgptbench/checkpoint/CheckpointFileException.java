package io.github.hwgptbench.checkpoint;

/** Reports that a checkpoint is missing, truncated, altered or invalid. */
public final class CheckpointFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the error, the file, and the place in it
   */
  public CheckpointFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message the error, the file, and the place in it
   * @param cause the underlying exception
   */
  public CheckpointFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
