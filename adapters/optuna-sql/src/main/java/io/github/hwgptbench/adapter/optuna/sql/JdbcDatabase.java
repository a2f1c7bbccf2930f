package io.github.hwgptbench.adapter.optuna.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.hwgptbench.adapter.optuna.internal.Database;
import io.github.hwgptbench.adapter.optuna.internal.Tables;
import io.github.hwgptbench.adapter.optuna.sql.Sql.UncheckedSqlException;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** A pool of connections to one database. */
final class JdbcDatabase implements Database, AutoCloseable {

  /** One for the studies, and some for heartbeats. */
  private static final int CONNECTIONS = 4;

  /** More than a connection may wait for another process, so that the wait for one is no less. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

  private static final int TRIES = 5;
  private static final int LONGEST_PAUSE_MILLIS = 500;

  /** Two transactions that wait for each other, or have changed the same. */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  private final StorageUrl url;
  private final HikariDataSource pool;

  private JdbcDatabase(StorageUrl url, HikariDataSource pool) {
    this.url = url;
    this.pool = pool;
  }

  /**
   * Connects.
   *
   * @throws UsageException if that is not possible
   */
  static JdbcDatabase connect(StorageUrl url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("hwgptbench");
    config.setJdbcUrl(url.jdbc());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    config.setDataSourceProperties(url.dialect().properties());
    if (url.dialect() == Dialect.POSTGRESQL) {
      // Heartbeats stand there in the time zone of the server, and not of who is connected.
      config.setConnectionInitSql(
          "SELECT set_config('TimeZone', current_setting('log_timezone'), false)");
    }
    try {
      return new JdbcDatabase(url, new HikariDataSource(config));
    } catch (HikariPool.PoolInitializationException e) {
      throw unusable(url, e.getCause() == null ? e : e.getCause());
    }
  }

  private static UsageException unusable(StorageUrl url, Throwable cause) {
    if (cause instanceof SQLException refused
        && refused.getSQLState() != null
        && refused.getSQLState().startsWith("28")) {
      // What the server says has the name of the user in it.
      return UsageException.of(
          "Database %s: the server rejects the user or the password, which come from the"
              + " address, from PGUSER and PGPASSWORD, or from the file that PGPASSFILE names",
          url);
    }
    return new UsageException(Text.format("Database %s: %s", url, cause.getMessage()), cause);
  }

  Dialect dialect() {
    return url.dialect();
  }

  StorageUrl url() {
    return url;
  }

  @Override
  public <T> T read(Function<Tables, T> question) {
    return query(sql -> question.apply(new JdbcTables(sql, url.dialect())));
  }

  <T> T query(Function<Sql, T> question) {
    try (Connection connection = pool.getConnection()) {
      return question.apply(new Sql(connection));
    } catch (SQLException e) {
      throw failed(e);
    } catch (UncheckedSqlException e) {
      throw failed(e.sqlException());
    }
  }

  @Override
  public <T> T write(Function<Tables, T> change) {
    return transaction(sql -> change.apply(new JdbcTables(sql, url.dialect())), TRY_AGAIN);
  }

  /**
   * Runs a transaction.
   *
   * @param again states of errors after which it begins anew, a few times
   */
  <T> T transaction(Function<Sql, T> change, Set<String> again) {
    for (int tries = 1; true; tries++) {
      try (Connection connection = pool.getConnection()) {
        // Not by the connection: that of SQLite begins the next transaction when one is committed.
        Sql sql = new Sql(connection);
        sql.run(url.dialect().begin());
        try {
          T done = change.apply(sql);
          sql.run("COMMIT");
          return done;
        } catch (Throwable e) {
          rollBack(sql, connection, e);
          throw e;
        }
      } catch (ConflictException e) {
        // There is something new to decide on.
      } catch (SQLException e) {
        pauseOrFail(e, again, tries);
      } catch (UncheckedSqlException e) {
        pauseOrFail(e.sqlException(), again, tries);
      }
    }
  }

  private void rollBack(Sql sql, Connection connection, Throwable why) {
    try {
      sql.run("ROLLBACK");
    } catch (UncheckedSqlException e) {
      why.addSuppressed(e);
      pool.evictConnection(connection);
    }
  }

  private void pauseOrFail(SQLException e, Set<String> again, int tries) {
    if (e.getSQLState() == null || !again.contains(e.getSQLState()) || tries == TRIES) {
      throw failed(e);
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private StorageException failed(SQLException e) {
    return new StorageException(Text.format("Database %s: %s", url, e.getMessage()), e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
