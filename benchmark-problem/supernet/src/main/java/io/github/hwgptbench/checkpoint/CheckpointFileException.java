package io.github.hwgptbench.checkpoint;

/** Says that a checkpoint is missing, truncated, altered, or not what it should be. */
public final class CheckpointFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, in which file, and where in it
   */
  public CheckpointFileException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message what is wrong, in which file, and where in it
   * @param cause what was thrown when it was found
   */
  public CheckpointFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
