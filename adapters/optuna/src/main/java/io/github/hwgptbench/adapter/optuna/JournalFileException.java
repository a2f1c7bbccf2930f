package io.github.hwgptbench.adapter.optuna;

import org.jspecify.annotations.Nullable;

/** Says that a journal is not what it should be. */
public final class JournalFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what is wrong, in which file and line
   * @param cause what was thrown when it was found, or null
   */
  public JournalFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
