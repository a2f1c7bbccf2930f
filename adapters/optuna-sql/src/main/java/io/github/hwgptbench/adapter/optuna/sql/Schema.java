package io.github.hwgptbench.adapter.optuna.sql;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables that Optuna creates, and the revision by which its migrations know them. */
final class Schema {

  /** Since Optuna 3.2; that of 5.0. */
  private static final String REVISION = "v3.2.0.a";

  /** Counts what was changed before there were revisions. */
  private static final int SCHEMA_VERSION = 12;

  private static final String LIBRARY_VERSION = "5.0.0";

  private static final Set<String> OLDER = Set.of(
      "v0.9.0.a",
      "v1.2.0.a",
      "v1.3.0.a",
      "v2.4.0.a",
      "v2.6.0.a",
      "v3.0.0.a",
      "v3.0.0.b",
      "v3.0.0.c",
      "v3.0.0.d");

  /** How long another process may need to create the tables and then to note their revision. */
  private static final int PATIENCE_MILLIS = 5000;

  private static final int PAUSE_MILLIS = 100;

  /** Somebody else has just created a table, a type, or a row. */
  private static final Set<String> EXISTS = Set.of("42P07", "42710", "23505");

  private Schema() {}

  /**
   * Creates the tables where there are none, and checks the revision of those that there are.
   *
   * @throws UsageException if it is another one
   */
  static void prepare(JdbcDatabase database) {
    if (!database.query(sql -> exists(sql, database.dialect()))) {
      database.transaction(
          sql -> {
            // Another process may have been faster.
            return exists(sql, database.dialect()) || create(sql, database.dialect());
          },
          EXISTS);
    }
    String revision = revision(database)
        .orElseThrow(() -> UsageException.of(
            "Database %s: contains tables of Optuna, but no revision of their schema; allowed:"
                + " %s. 'optuna storage upgrade' may upgrade it",
            database.url(), REVISION));
    if (!revision.equals(REVISION)) {
      throw UsageException.of(
          "Database %s: revision '%s' of Optuna's schema; allowed: %s. %s",
          database.url(),
          revision,
          REVISION,
          OLDER.contains(revision)
              ? "It is older; 'optuna storage upgrade' upgrades it"
              : "It is unknown here, and may be that of a newer Optuna");
    }
  }

  private static boolean exists(Sql sql, Dialect dialect) {
    return sql.all(dialect.tables(), row -> row.getString(1)).contains("studies");
  }

  private static boolean create(Sql sql, Dialect dialect) {
    dialect.typeDefinitions().forEach(sql::run);
    String tables = text();
    for (Map.Entry<String, String> type : dialect.types().entrySet()) {
      tables = tables.replace("${" + type.getKey() + "}", type.getValue());
    }
    Splitter.on(';').trimResults().omitEmptyStrings().split(tables).forEach(sql::run);
    sql.change(
        "INSERT INTO version_info (version_info_id, schema_version, library_version)"
            + " VALUES (1, ?, ?)",
        SCHEMA_VERSION,
        LIBRARY_VERSION);
    sql.change("INSERT INTO alembic_version (version_num) VALUES (?)", REVISION);
    return true;
  }

  private static String text() {
    try {
      return Resources.toString(
          Resources.getResource(Schema.class, "schema.sql"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> revision(JdbcDatabase database) {
    for (int waited = 0; true; waited += PAUSE_MILLIS) {
      List<String> revisions = database.query(sql ->
          sql.all(database.dialect().tables(), row -> row.getString(1)).contains("alembic_version")
              ? sql.all("SELECT version_num FROM alembic_version", row -> row.getString(1))
              : List.of());
      if (!revisions.isEmpty() || waited >= PATIENCE_MILLIS) {
        return revisions.stream().findFirst();
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
