package io.github.hwgptbench.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvExporterTest {

  @TempDir
  private Path temp;

  private SuiteArchive suite;

  @BeforeEach
  void write() throws IOException {
    suite = ExportedSuite.write(temp);
  }

  private static List<CSVRecord> rows(String text) throws IOException {
    return CSVParser.parse(
            text,
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())
        .getRecords();
  }

  @Test
  void hasEveryNumberToTheBit() throws IOException {
    Path out = temp.resolve("out");
    AtomicInteger steps = new AtomicInteger();
    CsvExporter.plain().export(suite, ExportFolder.empty(out), steps::incrementAndGet);
    assertEquals(5, steps.get());
    for (ArchivedProblem problem : suite.problems()) {
      boolean noisy = problem.settings().noisy();
      List<CSVRecord> rows =
          rows(Files.readString(out.resolve(problem.settings().folderName() + ".csv")));
      int row = 0;
      for (ArchivedRun run : problem.runs()) {
        RunTrace trace = run.open();
        for (int i = 0; i < trace.evaluations(); i++) {
          CSVRecord cells = rows.get(row++);
          assertEquals(problem.settings().problem().name(), cells.get("problem"));
          assertEquals(run.outcome().algorithm(), cells.get("algorithm"));
          assertEquals(Long.toString(run.outcome().seed()), cells.get("seed"));
          assertEquals(Integer.toString(i + 1), cells.get("evaluation"));
          assertEquals(trace.architecture(i), cells.get("architecture"));
          String second = noisy ? "accuracy" : "energy@rtx2080";
          assertArrayEquals(trace.objectives(i), numbers(cells, "perplexity", second));
          assertEquals(trace.seconds(i), Double.parseDouble(cells.get("seconds")));
          if (noisy) {
            assertArrayEquals(trace.violations(i), numbers(cells, "violation:params<=100000000"));
            assertArrayEquals(
                trace.noiseFree(i), numbers(cells, "noise-free:perplexity", "noise-free:accuracy"));
            assertArrayEquals(
                trace.noiseFreeViolations(i),
                numbers(cells, "noise-free:violation:params<=100000000"));
          }
        }
      }
      assertEquals(row, rows.size());
    }
  }

  private static double[] numbers(CSVRecord cells, String... columns) {
    return List.of(columns).stream()
        .mapToDouble(column -> Double.parseDouble(cells.get(column)))
        .toArray();
  }

  @Test
  void packsTheSameText() throws IOException {
    Path plain = temp.resolve("plain");
    Path packed = temp.resolve("packed");
    CsvExporter.plain().export(suite, ExportFolder.empty(plain), () -> {});
    CsvExporter.gzip().export(suite, ExportFolder.empty(packed), () -> {});
    try (GZIPInputStream in = new GZIPInputStream(
        Files.newInputStream(packed.resolve(ExportedSuite.NOISY + ".csv.gz")))) {
      assertArrayEquals(
          Files.readAllBytes(plain.resolve(ExportedSuite.NOISY + ".csv")), in.readAllBytes());
    }
  }

  @Test
  void leavesTimesEmptyThatNobodyKnows() throws IOException {
    SuiteArchive untimed = ExportedSuite.writeInFiles(temp.resolve("files"));
    Files.delete(untimed.folder().resolve(ExportedSuite.QUIET).resolve("random-seed-9.times"));
    Path out = temp.resolve("out");
    CsvExporter.plain().export(untimed, ExportFolder.empty(out), () -> {});
    List<CSVRecord> rows = rows(Files.readString(out.resolve(ExportedSuite.QUIET + ".csv")));
    assertEquals("", rows.get(rows.size() - 1).get("seconds"));
  }

  @Test
  void takesNoFolderThatHasSomething() throws IOException {
    Files.createFile(Files.createDirectory(temp.resolve("taken")).resolve("thesis.tex"));
    IOException refused =
        assertThrows(IOException.class, () -> ExportFolder.empty(temp.resolve("taken")));
    assertEquals(
        temp.resolve("taken")
            + ": contains 'thesis.tex'; use another folder, or replace an earlier export with --overwrite",
        refused.getMessage());
    Path file = temp.resolve("taken/thesis.tex");
    assertEquals(
        file + ": there is a file of this name; expected a folder",
        assertThrows(IOException.class, () -> ExportFolder.empty(file)).getMessage());
  }

  @Test
  void saysWhichRecordIsBroken() throws IOException {
    SuiteArchive files = ExportedSuite.writeInFiles(temp.resolve("files"));
    Path run = files.folder().resolve(ExportedSuite.QUIET).resolve("random-seed-9.run");
    byte[] bytes = Files.readAllBytes(run);
    Files.write(run, Arrays.copyOf(bytes, bytes.length - 20));
    IOException broken = assertThrows(
        IOException.class,
        () -> CsvExporter.plain().export(files, ExportFolder.empty(temp.resolve("out")), () -> {}));
    assertTrue(broken.getMessage().startsWith(run.toString()), broken.getMessage());
  }
}
