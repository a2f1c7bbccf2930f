package io.github.hwgptbench.adapter.optuna.sql;

import com.google.common.base.Joiner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What differs between databases. */
enum Dialect {
  SQLITE {
    @Override
    Map<String, String> types() {
      Map<String, String> types = new LinkedHashMap<>(Map.of(
          "id", "INTEGER",
          "float", "FLOAT",
          "time", "DATETIME"));
      // As wide as the longest name.
      ENUMS.forEach((name, values) -> types.put(
          name, "VARCHAR(" + values.stream().mapToInt(String::length).max().orElseThrow() + ")"));
      return types;
    }

    @Override
    List<String> typeDefinitions() {
      return List.of();
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      properties.setProperty("busy_timeout", "60000");
      return properties;
    }

    /** Whoever is going to write waits before it reads. */
    @Override
    String begin() {
      return "BEGIN IMMEDIATE";
    }

    @Override
    String forUpdate() {
      return "";
    }

    @Override
    String secondsSince(String time) {
      return "strftime('%s', 'now') - strftime('%s', " + time + ")";
    }

    @Override
    String tables() {
      return "SELECT name FROM sqlite_master WHERE type = 'table'";
    }
  },
  POSTGRESQL {
    @Override
    Map<String, String> types() {
      Map<String, String> types = new LinkedHashMap<>(Map.of(
          "id", "SERIAL",
          "float", "FLOAT(53)",
          "time", "TIMESTAMP WITHOUT TIME ZONE"));
      ENUMS.keySet().forEach(name -> types.put(name, name));
      return types;
    }

    @Override
    List<String> typeDefinitions() {
      return ENUMS.entrySet().stream()
          .map(type -> "CREATE TYPE " + type.getKey() + " AS ENUM ('"
              + Joiner.on("', '").join(type.getValue()) + "')")
          .toList();
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      // Texts stand for names of states, and for times.
      properties.setProperty("stringtype", "unspecified");
      properties.setProperty("ApplicationName", "hwgptbench");
      return properties;
    }

    @Override
    String forUpdate() {
      return " FOR UPDATE";
    }

    @Override
    String secondsSince(String time) {
      return "EXTRACT(EPOCH FROM LOCALTIMESTAMP - " + time + ")";
    }

    @Override
    String tables() {
      return "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()";
    }
  };

  /** Types that have names in PostgreSQL. */
  private static final Map<String, List<String>> ENUMS = Map.of(
      "studydirection", List.of("NOT_SET", "MINIMIZE", "MAXIMIZE"),
      "trialstate", List.of("RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"),
      "trialvaluetype", List.of("FINITE", "INF_POS", "INF_NEG"),
      "trialintermediatevaluetype", List.of("FINITE", "INF_POS", "INF_NEG", "NAN"));

  /** The types of columns, by how the schema names them. */
  abstract Map<String, String> types();

  /** The definitions of those types that the database lacks. */
  abstract List<String> typeDefinitions();

  /** Properties of the connections. */
  abstract Properties properties();

  /** The command that begins a transaction of changes. */
  String begin() {
    return "BEGIN";
  }

  /** What locks the rows of a query until the end of the transaction. */
  abstract String forUpdate();

  /** How long a time of the database is ago, in seconds. */
  abstract String secondsSince(String time);

  /** The query for the names of all tables. */
  abstract String tables();
}
