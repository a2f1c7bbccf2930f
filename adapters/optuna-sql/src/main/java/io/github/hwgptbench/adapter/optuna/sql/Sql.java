package io.github.hwgptbench.adapter.optuna.sql;

import com.google.common.base.Joiner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements of one connection. */
final class Sql {

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Carries an error of the database through code without checked exceptions. */
  static final class UncheckedSqlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final SQLException cause;

    private UncheckedSqlException(SQLException cause) {
      super(cause);
      this.cause = cause;
    }

    SQLException sqlException() {
      return cause;
    }
  }

  /** Makes something of a row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> all(String query, Row<T> row, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      set(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(row.read(rows));
        }
        return read;
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  <T> Optional<T> first(String query, Row<T> row, @Nullable Object... values) {
    return all(query, row, values).stream().findFirst();
  }

  /** Returns how many rows have changed. */
  int change(String command, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(command)) {
      set(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** Runs a command once per row of values. */
  void changeAll(String command, List<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(command)) {
      for (@Nullable Object[] row : rows) {
        set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** Runs a command that no driver has to prepare. */
  void run(String command) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Returns what stands after {@code IN}: numbers need no quotes, and there may be many. */
  static String list(Collection<Integer> ids) {
    return ids.isEmpty() ? "(NULL)" : "(" + Joiner.on(',').join(ids) + ")";
  }
}
