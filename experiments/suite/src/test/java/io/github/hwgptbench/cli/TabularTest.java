package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.table.TabularEvaluator;
import io.github.hwgptbench.testing.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites on tables of measurements. */
class TabularTest {

  @TempDir
  private Path temp;

  /** A table of three small architectures, with params for latencies. */
  private Path tables() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("tables/s/latency_ms"));
    Files.writeString(
        folder.resolveSibling("architectures.csv"),
        "arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head\n"
            + row(0, 192, "2", "4")
            + row(1, 384, "3", "8")
            + row(2, 768, "4", "12"));
    Files.writeString(
        folder.resolve("a100.csv"), "arch_id,obs_1,obs_2,obs_3\n0,5,4,6\n1,9,8,10\n2,20,19,21\n");
    Files.writeString(
        folder.resolveSibling("quality.csv"), "arch_id,perplexity\n0,40\n1,30\n2,22\n");
    return temp.resolve("tables");
  }

  private static String row(int id, int width, String ratio, String heads) {
    return id + ",0," + width + ",10,True," + String.join("-", Collections.nCopies(10, ratio)) + ","
        + String.join("-", Collections.nCopies(10, heads)) + "\n";
  }

  @Test
  void everythingOnRecordIsMeasured() throws IOException {
    Path tables = tables();
    check(tables, "perplexity,latency@a100", 12);
  }

  @Test
  void searchesThePublishedMeasurements() throws IOException {
    check(Measurements.folder(), "perplexity,energy@v100", 60);
  }

  private void check(Path tables, String objectives, int evaluations) throws IOException {
    Path runs = temp.resolve("runs");
    Object[] args = {
      "run",
      "--quiet",
      "--tabular",
      tables,
      "--objectives",
      objectives,
      "--algorithms",
      "random,nsga2,local-search,moea:NSGAII",
      "--seeds",
      "1",
      "--evaluations",
      evaluations,
      "--out",
      runs
    };
    hwgpt(0, args);
    List<Objective> metrics =
        Arrays.stream(objectives.split(",")).map(Objective::parse).toList();
    SuiteArchive archive = SuiteArchive.open(runs);
    try (TabularEvaluator table =
        TabularEvaluator.of(MeasuredData.open(tables, SearchSpace.of("s")), metrics)) {
      assertEquals(
          Provenance.TABLES + table.fingerprint(),
          archive.problems().get(0).settings().provenance().surrogates());
      for (ArchivedRun run : archive.problems().get(0).runs()) {
        RunTrace trace = run.open();
        assertEquals(evaluations, trace.evaluations());
        for (int i = 0; i < evaluations; i++) {
          double[] values = new double[2];
          table.evaluate(trace.genes(i), values);
          assertEquals(Arrays.toString(values), Arrays.toString(trace.noiseFree(i)), run.place());
        }
      }
    }
    hwgpt(0, "verify", runs, "--tabular", tables);
    String hint = hwgpt(1, "verify", runs);
    assertTrue(hint.contains("give their folder with --tabular"), hint);
    assertTrue(hwgpt(0, "report", runs, "--out", temp.resolve("report")).contains("report.html"));
    String notes = Files.readString(temp.resolve("report/report.html"));
    assertTrue(
        notes.contains("of surrogates rather than tables"),
        "best-known Pareto fronts are of the surrogates");
  }

  @Test
  void theSurrogatesOfTheClockAreOnRecord() throws IOException {
    Path tables = tables();
    Path runs = temp.resolve("clock");
    hwgpt(
        0,
        "run",
        "--quiet",
        "--tabular",
        tables,
        "--objectives",
        "perplexity,latency@a100",
        "--algorithms",
        "random",
        "--seeds",
        "1",
        "--time",
        "5min",
        "--clock",
        "latency@v100",
        "--out",
        runs);
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      String surrogates =
          SuiteArchive.open(runs).problems().get(0).settings().provenance().surrogates();
      assertTrue(surrogates.startsWith(Provenance.TABLES), surrogates);
      assertTrue(surrogates.endsWith(Provenance.CLOCK + bench.surrogateHash()), surrogates);
    }
    hwgpt(0, "verify", runs, "--tabular", tables);
  }

  @Test
  void refusesWhatTablesCanNotAnswer() throws IOException {
    Path tables = tables();
    String priors = hwgpt(
        2,
        "run",
        "--tabular",
        tables,
        "--objectives",
        "perplexity,latency@a100",
        "--priors",
        3,
        "--out",
        temp.resolve("p"));
    assertTrue(priors.contains("with priors: tables have no priors of other devices"), priors);
    String out = hwgpt(
        2,
        "run",
        "--tabular",
        tables,
        "--objectives",
        "perplexity,energy@v100",
        "--out",
        temp.resolve("x"));
    assertTrue(out.contains("energy@v100"), out);
    out = hwgpt(
        2,
        "run",
        "--tabular",
        tables,
        "--objectives",
        "perplexity,latency@a100",
        "--noise",
        "--out",
        temp.resolve("x"));
    assertTrue(out.contains("with noise: tables have the medians"), out);
    out = hwgpt(2, "run", "--tabular", temp.resolve("nowhere"));
    assertTrue(out.contains("no such folder"), out);
  }
}
