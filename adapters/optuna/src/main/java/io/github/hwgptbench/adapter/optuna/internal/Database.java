package io.github.hwgptbench.adapter.optuna.internal;

import java.util.function.Function;

/**
 * A database with the tables of Optuna. Safe for use by many threads.
 *
 * @since 0.2.0
 */
public interface Database {

  /** Looks at what is committed. */
  <T> T read(Function<Tables, T> question);

  /**
   * Changes the database, all or nothing. Begins anew if the database or the change ask for it, so
   * that the change may run several times.
   */
  <T> T write(Function<Tables, T> change);

  /** Thrown by a change that has found that another one came first. */
  final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Makes an exception. */
    public ConflictException() {
      super("Another process was faster");
    }
  }
}
