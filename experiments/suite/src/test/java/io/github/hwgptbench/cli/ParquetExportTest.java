package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports suites to Parquet files, and has DuckDB compare them with the tables of text. */
class ParquetExportTest {

  @TempDir
  private Path temp;

  private Path run(String... options) {
    Path suite = temp.resolve("suite");
    List<Object> args = new ArrayList<>(List.of("run", "--out", suite, "--quiet"));
    args.addAll(List.of(options));
    hwgpt(0, args.toArray());
    return suite;
  }

  private Path export(Path suite, String format) {
    Path out = temp.resolve(format);
    hwgpt(0, "export", suite, "--format", format, "--out", out);
    return out;
  }

  /** A file is in the way of the folder: one without the right to run programs is not at hand. */
  @Test
  void compressionThatCantBeLoadedIsNamed() throws Exception {
    Path suite = run("quick", "--algorithms", "random", "--seeds", "1", "--evaluations", "10");
    Path file = Files.createFile(temp.resolve("file"));
    Path said = temp.resolve("said.txt");
    Process export = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dorg.xerial.snappy.tempdir=" + file.resolve("none"),
            "-cp",
            System.getProperty("java.class.path"),
            HwGpt.class.getName(),
            "export",
            suite.toString(),
            "--format",
            "parquet",
            "--out",
            temp.resolve("out").toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    assertEquals(1, export.waitFor());
    String text = Files.readString(said);
    assertTrue(text.contains("-Dorg.xerial.snappy.tempdir=DIR"), text);
    assertFalse(text.contains("error in hwgptbench"), text);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * Compares every cell, and returns the types of columns that there are.
   *
   * @return the names of types of DuckDB
   */
  private Set<String> compare(Path suite, int expectedRows) throws IOException, SQLException {
    Path tables = export(suite, "csv");
    Path parquet = export(suite, "parquet");
    assertEquals(
        files(tables),
        files(parquet).stream().map(name -> name.replace(".parquet", ".csv")).toList());
    Set<String> types = new TreeSet<>();
    int compared = 0;
    for (String name : files(parquet)) {
      String csv = Files.readString(tables.resolve(name.replace(".parquet", ".csv")));
      try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = database.createStatement();
          CSVParser rows = CSVParser.parse(
              csv,
              CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get());
          ResultSet read =
              statement.executeQuery("SELECT * FROM '" + parquet.resolve(name) + "'")) {
        int columns = read.getMetaData().getColumnCount();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          names.add(read.getMetaData().getColumnName(i));
          types.add(read.getMetaData().getColumnTypeName(i));
        }
        assertEquals(rows.getHeaderNames(), names);
        for (CSVRecord row : rows) {
          assertTrue(read.next(), "row " + row.getRecordNumber());
          for (int i = 0; i < columns; i++) {
            assertCell(row.get(i), read.getObject(i + 1), names.get(i));
          }
          compared++;
        }
        assertFalse(read.next());
      }
    }
    assertEquals(expectedRows, compared);
    return types;
  }

  private static void assertCell(String expected, Object cell, String column) {
    if (expected.isEmpty()) {
      assertNull(cell, column);
    } else if (cell instanceof Double number) {
      assertEquals(Double.parseDouble(expected), number, column);
    } else if (cell instanceof Long number) {
      assertEquals(Long.parseLong(expected), number, column);
    } else {
      assertEquals(expected, assertInstanceOf(String.class, cell), column);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--constraints params<=8e7",
        "--constraints params<=8e7 --noise",
        "--fidelity measurements=1,5 --workers 2 --clock latency@rtx2080"
      })
  void hasTheCellsOfTheTablesOfText(String options) throws IOException, SQLException {
    Path suite = run((options
            + " --objectives perplexity,accuracy,latency@a100 --algorithms random,nsga2"
            + " --seeds 3,5 --evaluations 40")
        .split(" "));
    int rows = options.contains("fidelity") ? rows(suite) : 160;
    assertEquals(Set.of("BIGINT", "DOUBLE", "VARCHAR"), compare(suite, rows));
  }

  private int rows(Path suite) throws IOException {
    Path out = temp.resolve("counted");
    hwgpt(0, "export", suite, "--format", "csv", "--out", out);
    int rows = 0;
    for (String name : files(out)) {
      rows += Files.readAllLines(out.resolve(name)).size() - 1;
    }
    return rows;
  }

  @Test
  void timesThatNobodyKnowsAreNull() throws IOException, SQLException {
    Path suite = run(
        "--objectives",
        "perplexity,params",
        "--algorithms",
        "random",
        "--seeds",
        "2",
        "--evaluations",
        "30");
    Path bare = temp.resolve("bare");
    hwgpt(0, "merge", suite, "--without-values", "--out", bare);
    compare(bare, 60);
    Path file = temp.resolve("parquet").resolve("s-perplexity-params.parquet");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet read = statement.executeQuery(
            "SELECT count(*), count(seconds), min(evaluation), max(evaluation) FROM '" + file
                + "'")) {
      assertTrue(read.next());
      assertEquals(60, read.getLong(1));
      assertEquals(0, read.getLong(2));
      assertEquals(1, read.getLong(3));
      assertEquals(30, read.getLong(4));
    }
  }

  @Test
  void aFileThatIsNotWholeIsReplacedByOverwriting() throws IOException {
    Path suite =
        run("--objectives", "perplexity,params", "--algorithms", "random", "--evaluations", "5");
    Path out = Files.createDirectory(temp.resolve("out"));
    Files.writeString(out.resolve("s-perplexity-params.parquet.part"), "PAR1");
    assertTrue(hwgpt(1, "export", suite, "--format", "parquet", "--out", out)
        .contains("contains 's-perplexity-params.parquet.part'"));
    hwgpt(0, "export", suite, "--format", "parquet", "--out", out, "--overwrite");
    assertEquals(List.of("s-perplexity-params.parquet"), files(out));
    assertTrue(hwgpt(2, "export", suite, "--format", "parquet", "--out", out, "--gzip")
        .contains("--gzip with --format parquet; allowed: with --format csv"));
  }
}
