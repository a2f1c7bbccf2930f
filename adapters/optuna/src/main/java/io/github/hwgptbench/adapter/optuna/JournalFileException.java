package io.github.hwgptbench.adapter.optuna;

import org.jspecify.annotations.Nullable;

/** Thrown if a journal file is invalid. */
public final class JournalFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the error, with file and line
   * @param cause the cause, or null
   */
  public JournalFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
