package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites of problems of one objective. */
class SingleObjectiveTest {

  private static final String SUITE = """
      name: single
      problems:
        - HWGPT-S(perplexity)
        - HWGPT-S(perplexity,latency@a100-max-20)
        - HWGPT-S(accuracy,params-max-90000000)
        - HWGPT-S(perplexity,energy@v100)
      algorithms: [random, mo-re, nsga2, local-search, lsbo, rsbo, ehvi, "jmetal:NSGAII", "moea:NSGAII"]
      seeds: 2
      evaluations: 30
      """;

  @TempDir
  private Path temp;

  @Test
  void suitesMixOneObjectiveAndSeveral() throws IOException {
    Path file = Files.writeString(temp.resolve("single.yaml"), SUITE);
    Path runs = temp.resolve("runs");
    String table = hwgpt(0, "run", file, "--quiet", "--format", "csv", "--out", runs);
    List<String> header = List.of(table.lines().findFirst().orElseThrow().split(","));
    assertTrue(
        header.containsAll(List.of("hv_median", "rel_hv_median", "best_median", "regret_iqr")));
    SuiteArchive archive = SuiteArchive.open(runs);
    assertTrue(archive.complete());
    ArchivedRun run = archive.problems().get(1).runs().get(0);
    RunTrace trace = run.open();
    double best = IntStream.range(0, trace.evaluations())
        .filter(i -> trace.violations(i)[0] <= 0)
        .mapToDouble(i -> trace.noiseFree(i)[0])
        .min()
        .getAsDouble();

    Path report = temp.resolve("report");
    hwgpt(0, "report", runs, "--out", report);
    List<String> rows = Files.readAllLines(report.resolve("tables/runs.csv"));
    int column = List.of(rows.get(0).split(",")).indexOf("best value");
    String row = rows.stream()
        .filter(it -> it.startsWith("\"HWGPT-S(perplexity,latency@a100-max-20)\",random,"))
        .findFirst()
        .orElseThrow();
    // The name of the problem has one comma.
    assertEquals(String.valueOf(best), row.split(",")[column + 1]);
    assertTrue(Files.exists(report.resolve("tables/regret.csv")));
    assertTrue(Files.exists(report.resolve("tables/best-value.csv")));
    assertTrue(Files.exists(report.resolve("figures/hwgpt-s-perplexity-regret.svg")));
    assertFalse(Files.exists(report.resolve("figures/hwgpt-s-perplexity-fronts.svg")));
    String medians =
        Files.readAllLines(report.resolve("tables/hypervolume.csv")).get(0);
    assertEquals(2, medians.split(" median").length, medians);
    String methods = Files.readString(report.resolve("methods.txt"));
    assertTrue(methods.contains("On problems of one objective, quality is the simple regret"));
    hwgpt(0, "verify", runs, "--sample", "4");
    for (String format : List.of("csv", "jmetal", "moea", "ioh", "optuna")) {
      hwgpt(0, "export", runs, "--format", format, "--out", temp.resolve(format));
    }
  }

  @Test
  void whereNothingIsFeasibleRegretsAreBlank() {
    String table = hwgpt(
        0,
        "run",
        "--format",
        "csv",
        "--objectives",
        "perplexity",
        "--constraints",
        "params<=1",
        "--algorithms",
        "random,nsga2",
        "--seeds",
        "2",
        "--evaluations",
        "10",
        "--indicators",
        "igd",
        "--out",
        temp.resolve("nothing"));
    List<String> header = cells(table, "algorithm,");
    List<String> row = cells(table, "nsga2,");
    assertEquals("", row.get(header.indexOf("regret_median")), table);
    assertFalse(header.contains("igd_median"), table);
    assertTrue(
        table.contains("igd: left out, as it does not support problems with one objective."),
        table);
  }

  private static List<String> cells(String table, String start) {
    String line = table.lines().filter(it -> it.startsWith(start)).findFirst().orElseThrow();
    return List.of(line.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jmetal:MOEAD", "moea:RVEA"})
  void algorithmsThatCanNotAreRefusedBeforeAnythingRuns(String algorithm) {
    Path runs = temp.resolve("runs");
    String out = hwgpt(
        2,
        "run",
        "--objectives",
        "perplexity",
        "--algorithms",
        "random," + algorithm,
        "--out",
        runs);
    assertTrue(out.contains(algorithm + " can't search HWGPT-S(perplexity): it has 1"), out);
    assertFalse(Files.exists(runs));
    String list = hwgpt(0, "algorithms", "--format", "csv");
    String row =
        list.lines().filter(it -> it.startsWith(algorithm + ",")).findFirst().orElseThrow();
    assertFalse(row.contains(",1 or more,"), row);
  }
}
