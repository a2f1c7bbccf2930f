package io.github.hwgptbench.adapter.optuna.sql;

import io.github.hwgptbench.adapter.optuna.DatabaseStorage;
import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.usage.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A database of Optuna: a file of SQLite, or one of PostgreSQL. Processes of ours and of Optuna
 * (3.2 and later) read and write one at the same time.
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
 * else {@code ~/.pgpass}. No message repeats them.
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
   * Opens a database, and creates Optuna's tables where there are none.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @throws UsageException if the address is of another kind, there is no connection, or the tables
   *     are of a revision of Optuna's schema that is not known
   */
  public static RdbStorage open(String url) {
    return open(url, null);
  }

  /**
   * Opens a database, as {@link #open(String)} does.
   *
   * @param heartbeat by which trials of processes that died are found; null to leave them running
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
