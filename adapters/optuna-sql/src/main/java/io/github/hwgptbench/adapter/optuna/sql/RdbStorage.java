package io.github.hwgptbench.adapter.optuna.sql;

import io.github.hwgptbench.adapter.optuna.DatabaseStorage;
import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.usage.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A database of Optuna: an SQLite file, or a PostgreSQL database. Processes of this library and of
 * Optuna (3.2 and later) can read and write it at the same time.
 *
 * <pre>{@code
 * try (RdbStorage storage = RdbStorage.open("jdbc:sqlite:study.db")) {
 *   Study study = Study.builder().storage(storage).studyName("gpt-s").load();
 * }
 * }</pre>
 *
 * <p>In Python the same database is {@code RDBStorage("sqlite:///study.db")}. The user and the
 * password of PostgreSQL come from the address
 * ({@code jdbc:postgresql://user:password@host:5432/studies}), from the environment variables
 * {@code PGUSER} and {@code PGPASSWORD}, or from the password file that {@code PGPASSFILE} names,
 * {@code ~/.pgpass} by default. Messages do not contain them.
 *
 * @since 0.2.0
 */
public final class RdbStorage extends DatabaseStorage {

  private final JdbcDatabase database;

  private RdbStorage(JdbcDatabase database, @Nullable Heartbeat heartbeat) {
    super(database, heartbeat);
    this.database = database;
  }

  /**
   * Opens a database, and creates Optuna's tables if there are none.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @throws UsageException if the address is not supported, there is no connection, or the tables
   *     have an unknown revision of Optuna's schema
   */
  public static RdbStorage open(String url) {
    return open(url, null);
  }

  /**
   * Opens a database, as {@link #open(String)} does.
   *
   * @param heartbeat finds trials of processes that died; null to leave these running
   */
  public static RdbStorage open(String url, @Nullable Heartbeat heartbeat) {
    JdbcDatabase database = JdbcDatabase.connect(StorageUrl.parse(url, System.getenv()));
    try {
      Schema.prepare(database);
      return new RdbStorage(database, heartbeat);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    database.close();
  }

  /** Returns the address, without user and password. */
  @Override
  public String toString() {
    return "database " + database.url();
  }
}
