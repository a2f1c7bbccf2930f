package io.github.hwgptbench.adapter.optuna.sql;

import java.sql.SQLException;

/**
 * Thrown if a database fails, or if a value does not fit into it.
 *
 * @since 0.2.0
 */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public StorageException(String message, SQLException cause) {
    super(message, cause);
  }
}
