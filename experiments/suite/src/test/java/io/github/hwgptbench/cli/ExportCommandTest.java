package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.analysis.io.ResultFileReader;
import org.moeaframework.analysis.io.ResultFileWriter;
import org.moeaframework.analysis.series.ResultEntry;
import org.moeaframework.core.Solution;
import org.moeaframework.core.spi.ProblemFactory;
import org.moeaframework.problem.Problem;
import org.uma.jmetal.util.VectorUtils;

/**
 * Exports a small suite, and has the frameworks read it with what they read their own files with.
 */
class ExportCommandTest {

  private static final String PROBLEM = "s-perplexity-accuracy-latency_a100-params-max-80000000";

  private static final String NAME =
      "HWGPT-S(perplexity,accuracy,latency@a100,params-max-80000000)";

  @TempDir
  private static Path shared;

  private static Path suite;

  @TempDir
  private Path temp;

  @BeforeAll
  static void run() {
    suite = shared.resolve("suite");
    hwgpt(
        0,
        "run",
        "--objectives",
        "perplexity,accuracy,latency@a100",
        "--constraints",
        "params<=8e7",
        "--algorithms",
        "random,nsga2",
        "--seeds",
        "3,5",
        "--evaluations",
        60,
        "--out",
        suite);
  }

  private Path export(String format) {
    Path out = temp.resolve(format);
    assertTrue(hwgpt(0, "export", suite, "--format", format, "--out", out)
        .startsWith("4 of 4 runs are in " + out));
    return out;
  }

  @Test
  void moeaFrameworkReadsItsResultFiles() throws IOException {
    Path out = export("moea");
    Path file = out.resolve(PROBLEM).resolve("nsga2-seed-3.dat");
    Path again = temp.resolve("again.dat");
    List<ResultEntry> entries = new ArrayList<>();
    try (ResultFileReader reader = new ResultFileReader(file.toFile());
        ResultFileWriter writer = ResultFileWriter.open(reader.getProblem(), again.toFile())) {
      reader.getErrorHandler().setWarningsAreFatal(true);
      assertEquals(NAME, reader.getProblem().getName());
      while (reader.hasNext()) {
        ResultEntry entry = reader.next();
        entries.add(entry);
        writer.write(entry);
      }
      assertFalse(reader.getErrorHandler().isError());
    }
    assertEquals(10, entries.size());
    assertEquals(60, entries.get(9).getProperties().getInt(ResultEntry.NFE));
    assertEquals(
        Files.readAllLines(file), Files.readAllLines(again), "as the framework writes them");
  }

  @Test
  void moeaFrameworkEvaluatesTheNetworksToTheSameValues() throws IOException {
    Path file = export("moea").resolve(PROBLEM).resolve("random-seed-5.dat");
    try (Problem problem = ProblemFactory.getInstance().getProblem(NAME);
        ResultFileReader reader = new ResultFileReader(problem, file.toFile())) {
      reader.getErrorHandler().setWarningsAreFatal(true);
      Solution read = reader.next().getPopulation().get(0);
      Solution evaluated = problem.newSolution();
      for (int gene = 0; gene < read.getNumberOfVariables(); gene++) {
        evaluated.setVariable(gene, read.getVariable(gene));
      }
      problem.evaluate(evaluated);
      assertArrayEquals(evaluated.getObjectiveValues(), read.getObjectiveValues());
      // A record has violations, and an evaluation the signed distance to the bound.
      assertArrayEquals(
          Arrays.stream(evaluated.getConstraintValues())
              .map(margin -> Math.max(0, margin))
              .toArray(),
          read.getConstraintValues());
      assertTrue(read.isFeasible());
    }
  }

  @Test
  void jmetalReadsItsFronts() throws IOException {
    Path out = export("jmetal");
    Path runs = out.resolve("data/nsga2").resolve(PROBLEM);
    double[][] front = VectorUtils.readVectors(runs.resolve("FUN1.csv").toString(), ",");
    double[][] genes = VectorUtils.readVectors(runs.resolve("VAR1.csv").toString(), ",");
    double[][] best = VectorUtils.readVectors(
        out.resolve("referenceFronts/" + PROBLEM + ".csv").toString(), ",");
    assertEquals(front.length, genes.length);
    assertEquals(27, genes[0].length);
    for (double[] point : front) {
      assertEquals(3, point.length);
      // The best-known Pareto front, or that of all runs, has no point that one of a run dominates.
      for (double[] other : best) {
        assertTrue(VectorUtils.dominanceTest(point, other) >= 0);
      }
    }
    assertArrayEquals(
        Files.readAllLines(runs.resolve("HV")).toArray(),
        Files.readAllLines(out.resolve("QualityIndicatorSummary.csv")).stream()
            .filter(row -> row.startsWith("nsga2," + PROBLEM + ",HV,"))
            .map(row -> row.substring(row.lastIndexOf(',') + 1))
            .toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "csv, s-perplexity-accuracy-latency_a100-params-max-80000000.csv",
    "ioh, random/IOHprofiler_f1_s-perplexity-accuracy-latency_a100-params-max-80000000.json",
    "optuna, s-perplexity-accuracy-latency_a100-params-max-80000000/random-seed-3.log"
  })
  void writesTheOtherFormats(String format, String file) throws IOException {
    assertTrue(Files.size(export(format).resolve(file)) > 0);
  }

  @Test
  void refusesWhatItCantDo() throws IOException {
    Path out = temp.resolve("out");
    assertTrue(hwgpt(2, "export", suite, "--format", "jmetal", "--out", out, "--gzip")
        .contains("--gzip with --format jmetal; allowed: with --format csv"));
    assertTrue(hwgpt(2, "export", suite, "--format", "excel", "--out", out).contains("'excel'"));
    assertTrue(hwgpt(1, "export", temp.resolve("none"), "--format", "csv", "--out", out)
        .contains("none"));
    assertFalse(Files.exists(out));
    Files.createFile(Files.createDirectory(out).resolve("mine"));
    assertTrue(
        hwgpt(1, "export", suite, "--format", "csv", "--out", out).contains("contains 'mine'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "jmetal", "moea", "ioh", "optuna"})
  void overwritesNothingButAnExport(String format) throws IOException {
    Path out = export(format);
    List<String> written = files(out);
    assertTrue(hwgpt(1, "export", suite, "--format", format, "--out", out)
        .contains("or replace an earlier export with --overwrite"));
    hwgpt(0, "export", suite, "--format", format, "--out", out, "--overwrite");
    assertEquals(written, files(out));
    // Nothing of an export in another format stays, which readers would take for a part of it.
    hwgpt(0, "export", suite, "--format", "csv", "--gzip", "--out", out, "--overwrite");
    assertEquals(List.of(PROBLEM + ".csv.gz"), files(out));
    Path mine = Files.writeString(out.resolve("notes.txt"), "mine");
    assertTrue(hwgpt(1, "export", suite, "--format", format, "--out", out, "--overwrite")
        .contains("'notes.txt' is not a file of an export"));
    assertEquals("mine", Files.readString(mine));
    assertTrue(Files.exists(out.resolve(PROBLEM + ".csv.gz")));
    // Nor is the record that is exported, or its folder.
    List<String> record = files(suite);
    hwgpt(1, "export", suite, "--format", format, "--out", suite, "--overwrite");
    hwgpt(1, "export", suite, "--format", format, "--out", shared, "--overwrite");
    assertEquals(record, files(suite));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void mergeOverwritesRunsButNoneOfItsParts() throws IOException {
    Path out = temp.resolve("merged");
    hwgpt(0, "merge", suite, "--out", out);
    List<String> merged = files(out);
    String segment = "runs-00001.seg";
    assertEquals(List.of(segment, "runs.index", "suite.json"), merged);
    long size = Files.size(out.resolve(segment));
    assertTrue(hwgpt(1, "merge", suite, "--out", out).contains("not empty"));
    hwgpt(0, "merge", suite, "--out", out, "--overwrite", "--without-values");
    assertEquals(merged, files(out));
    assertTrue(3 * Files.size(out.resolve(segment)) < 2 * size, "without values, of " + size);
    List<String> record = files(suite);
    assertTrue(hwgpt(2, "merge", suite, "--out", suite, "--overwrite")
        .contains("is one of the parts; expected another folder"));
    assertEquals(record, files(suite));
  }

  @Test
  void mergeCanLeaveAlgorithmsOutWhichAreThenRunAgain() throws IOException {
    Path kept = temp.resolve("kept");
    assertTrue(hwgpt(2, "merge", suite, "--algorithms", "rsbo", "--out", kept)
        .contains("Algorithm 'rsbo': not in the suite; known: random, nsga2"));
    assertFalse(Files.exists(kept));
    assertTrue(hwgpt(0, "merge", suite, "--algorithms", "random", "--out", kept)
        .contains("2 of 2 runs are in " + kept));
    hwgpt(
        0,
        "run",
        "--quiet",
        "--objectives",
        "perplexity,accuracy,latency@a100",
        "--constraints",
        "params<=8e7",
        "--algorithms",
        "random,nsga2(population=10)",
        "--seeds",
        "3,5",
        "--evaluations",
        60,
        "--out",
        kept,
        "--resume");
    assertTrue(hwgpt(0, "verify", kept).contains("4 of 4 runs were repeated"));
    ArchivedRun run = SuiteArchive.open(kept).problems().get(0).runs().get(0);
    assertEquals(3, run.outcome().seed());
    assertArrayEquals(
        SuiteArchive.open(suite).problems().get(0).runs().get(0).bytes(), run.bytes());
  }
}
