package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.adapter.optuna.InMemoryStorage;
import io.github.hwgptbench.adapter.optuna.JournalStorage;
import io.github.hwgptbench.adapter.optuna.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where studies of a test are. The environment variable {@value #SERVER} has the address of a
 * server of PostgreSQL in which tests may create databases; {@code .ci/run} starts one.
 */
abstract class Place implements AutoCloseable {

  static final String SERVER = "HWGPTBENCH_POSTGRESQL";

  /** Kinds of places. */
  enum Kind {
    MEMORY,
    JOURNAL_LOCKED_BY_LINKS,
    JOURNAL_LOCKED_BY_FILES,
    SQLITE,
    POSTGRESQL
  }

  /** Opens the place, as another process would. */
  abstract Storage open();

  @Override
  public void close() {}

  static Place of(Kind kind, Path folder) {
    return switch (kind) {
      case MEMORY -> memory();
      case JOURNAL_LOCKED_BY_LINKS -> journal(folder.resolve("study.log"));
      case JOURNAL_LOCKED_BY_FILES ->
        journal(Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setSupportedFeatures(
                    com.google.common.jimfs.Feature.FILE_CHANNEL,
                    com.google.common.jimfs.Feature.SECURE_DIRECTORY_STREAM)
                .build())
            .getPath("study.log"));
      case SQLITE -> database("jdbc:sqlite:" + folder.resolve("study.db"));
      case POSTGRESQL -> postgresql();
    };
  }

  private static Place memory() {
    Storage storage = new InMemoryStorage();
    return new Place() {
      @Override
      Storage open() {
        return storage;
      }
    };
  }

  private static Place journal(Path file) {
    return new Place() {
      @Override
      Storage open() {
        return JournalStorage.open(file);
      }
    };
  }

  /** A place in a database. */
  static class InDatabase extends Place {

    final String url;
    private final List<RdbStorage> opened = new ArrayList<>();

    InDatabase(String url) {
      this.url = url;
    }

    @Override
    RdbStorage open() {
      return open(null);
    }

    synchronized RdbStorage open(@Nullable Heartbeat heartbeat) {
      RdbStorage storage = RdbStorage.open(url, heartbeat);
      opened.add(storage);
      return storage;
    }

    /** The address, as Optuna has it. */
    String pythonUrl() {
      return url.startsWith("jdbc:sqlite:")
          ? url.replace("jdbc:sqlite:", "sqlite:///")
          : url.replace("jdbc:postgresql:", "postgresql+psycopg2:");
    }

    /** Runs commands of SQL, and returns the first column of what the last one answers. */
    List<String> sql(String... commands) throws SQLException {
      List<String> answer = new ArrayList<>();
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        for (String command : commands) {
          answer.clear();
          if (statement.execute(command)) {
            ResultSet rows = statement.getResultSet();
            while (rows.next()) {
              answer.add(rows.getString(1));
            }
          }
        }
      }
      return answer;
    }

    @Override
    public synchronized void close() {
      opened.forEach(RdbStorage::close);
      opened.clear();
    }
  }

  static InDatabase database(String url) {
    return new InDatabase(url);
  }

  private static InDatabase postgresql() {
    String server = System.getenv(SERVER);
    assumeTrue(server != null, SERVER + " names no server of PostgreSQL");
    String name = "t" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    run(server, "CREATE DATABASE " + name);
    String url = server.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
    return new InDatabase(url) {
      @Override
      public void close() {
        super.close();
        run(server, "DROP DATABASE " + name + " WITH (FORCE)");
      }
    };
  }

  private static void run(String url, String command) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
