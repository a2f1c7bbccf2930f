package io.github.hwgptbench.report.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.analysis.WrittenSuite;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.ReportFolder;
import io.github.hwgptbench.report.SuitePage;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two algorithms, whose volumes are 0.49 and 0.4 on one problem, and 1 and 0.25 on another. */
class ReportTablesTest {

  private SuiteAnalysis analysis;

  @BeforeEach
  void analyze(@TempDir Path folder) throws Exception {
    WrittenSuite suite = new WrittenSuite("tables")
        .problem(2, "perplexity", "energy@rtx2080")
        .run("ends", 1, new double[] {0, 0.9}, new double[] {0.9, 0})
        .run("middle", 1, new double[] {0.4, 0.4})
        .problem(1, "perplexity", "latency@a100")
        .run("ends", 1, new double[] {0.6, 0.6})
        .run("middle", 1, new double[] {0.1, 0.1});
    Bounds published = new Bounds(
        "published",
        "s",
        "by hand",
        Map.of(
            Objective.parse("perplexity"), new Bounds.Range(0, 1),
            Objective.parse("energy@rtx2080"), new Bounds.Range(0, 1)));
    analysis = new SuiteAnalyzer(
            AnalysisSettings.usual(),
            1,
            BestFrontLookup.NONE,
            (space, version) ->
                Optional.of(published).filter(bounds -> version.equals("published")))
        .analyze(List.of(suite.write(folder)));
  }

  private static Table table(List<Table> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(List<Cell> row) {
    return row.stream().map(Cell::text).toList();
  }

  private static SuiteAnalysis analysis(WrittenSuite suite, Path folder) throws Exception {
    return new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.NONE, (space, version) -> Optional.empty())
        .analyze(List.of(suite.write(folder)));
  }

  private static List<String> fields(Table table) {
    return table.columns().stream().flatMap(column -> column.fields().stream()).toList();
  }

  @Test
  void whereNothingIsFeasibleNothingIsMeasured(@TempDir Path folder) throws Exception {
    SuiteAnalysis nothing = analysis(
        new WrittenSuite("nothing")
            .problem(1, false, 1, List.of(Constraint.parse("params<=150000000")), "perplexity")
            .run("a", 1, new double[] {0.1, 5})
            .run("b", 1, new double[] {0.2, 5}),
        folder);
    Table regret = table(SuiteTables.all(nothing), "regret");
    assertEquals(List.of("a", "–"), texts(regret.rows().get(0)));
    assertEquals(Table.Emphasis.NONE, regret.rows().get(0).get(1).emphasis());
    assertEquals(List.of(), regret.notes());
    Table results = ProblemTables.results(nothing.problems().get(0), nothing.settings());
    assertEquals(List.of("a", "1", "–", "–", "–"), texts(results.rows().get(0)));
    Table runs = SuiteTables.runs(nothing);
    assertEquals(
        "", runs.rows().get(0).get(fields(runs).indexOf("regret")).values().get(0));
  }

  @Test
  void whereNothingIsFeasibleNothingIsDrawnOfIt(@TempDir Path folder) throws Exception {
    SuiteAnalysis nothing = analysis(
        new WrittenSuite("nothing")
            .problem(1, false, 1, List.of(Constraint.parse("params<=150000000")), "perplexity")
            .run("a", 1, new double[] {0.1, 5})
            .run("b", 1, new double[] {0.2, 5}),
        folder.resolve("runs"));
    Path report = folder.resolve("report");
    ReportFolder.empty(report).write(SuitePage.of(nothing));
    try (Stream<Path> figures = Files.list(report.resolve("figures"))) {
      assertEquals(
          Set.of("feasibility", "times"),
          figures
              .map(file -> file.getFileName().toString().replaceAll(".*-(.*)[.]svg", "$1"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void proposalTimesAreThoseOfTheRunsThatHaveThem(@TempDir Path folder) throws Exception {
    double[] evaluation = {0.1, 0.2};
    WrittenSuite suite = new WrittenSuite("suite")
        .problem(2, "perplexity", "latency@a100")
        .run("a", 1, evaluation, evaluation)
        .run("b", 1, evaluation, evaluation);
    String field = "milliseconds of proposal time an evaluation";
    SuiteAnalysis without = analysis(suite, folder.resolve("without"));
    assertFalse(fields(SuiteTables.runs(without)).contains(field));
    assertEquals(3, ProblemTables.times(without.problems().get(0)).columns().size() - 1);
    SuiteAnalysis with =
        analysis(suite.proposing("b", Duration.ofMillis(500)), folder.resolve("with"));
    Table runs = SuiteTables.runs(with);
    int column = fields(runs).indexOf(field);
    assertEquals(
        List.of("", "250"),
        runs.rows().stream().map(row -> row.get(column).values().get(0)).toList());
    Table times = ProblemTables.times(with.problems().get(0));
    assertEquals("–", times.rows().get(0).get(4).text());
    assertEquals("250 [250, 250]", times.rows().get(1).get(4).text());
  }

  @Test
  void oneObjectiveHasNoHypervolumes(@TempDir Path folder) throws Exception {
    WrittenSuite suite =
        new WrittenSuite("single").problem(1, "perplexity").run("a", 1, new double[] {0.1});
    SuiteAnalysis single = analysis(suite, folder.resolve("single"));
    for (Table table : List.of(SuiteTables.runs(single), SuiteTables.problems(single))) {
      assertTrue(
          fields(table).stream().noneMatch(field -> field.contains("hypervolume")),
          fields(table).toString());
    }
    SuiteAnalysis mixed = analysis(
        suite.problem(1, "perplexity", "latency@a100").run("a", 1, new double[] {0.1, 0.2}),
        folder.resolve("mixed"));
    Table runs = SuiteTables.runs(mixed);
    int column = fields(runs).indexOf("hypervolume");
    assertTrue(
        mixed
            .problems()
            .get(0)
            .notes()
            .get(mixed.problems().get(0).notes().size() - 1)
            .startsWith("Indicators that do not support 1 objective are left out: "),
        mixed.problems().get(0).notes().toString());
    assertEquals("–", runs.rows().get(0).get(column).text());
    assertEquals("0.9000", runs.rows().get(1).get(column).text());
    assertTrue(
        runs.notes().get(0).startsWith("Blank on problems whose number of objectives they do not"),
        runs.notes().toString());
  }

  @Test
  void tablesThatAnswerAreNoSurrogates(@TempDir Path folder) throws Exception {
    Table suites = SuiteTables.suites(analysis(
        new WrittenSuite("tables")
            .by("1.0", Provenance.TABLES + "0123456789abcdef")
            .problem(1, "perplexity", "latency@a100")
            .run("a", 1, new double[] {0.1, 0.2}),
        folder));
    assertTrue(suites.caption().contains("hash of the surrogates or tables"), suites.caption());
    assertTrue(texts(suites.rows().get(0)).contains("0123456789ab"));
  }

  @Test
  void hypervolumeOfEveryProblemWithTheBestMarked() {
    Table table = table(SuiteTables.all(analysis), "hypervolume");
    assertEquals(
        "Hypervolume (protocol default-1: bounds default-1, reference point 1.1 in every"
            + " objective) relative to the joint front of all runs, noise-free, after"
            + " all evaluations (1 to 2). Cells: median [lower quartile, upper quartile] over"
            + " the seeds (1).",
        table.caption());
    assertEquals(
        List.of("middle", "0.7538 [0.7538, 0.7538]", "1.0000 [1.0000, 1.0000]"),
        texts(table.rows().get(1)));
    assertEquals("0.2500 [0.2500, 0.2500]", table.rows().get(0).get(2).text());
    assertEquals(Emphasis.NONE, table.rows().get(0).get(2).emphasis());
    assertEquals(Emphasis.BEST, table.rows().get(1).get(2).emphasis());
    assertEquals(
        List.of(
            "Bold: the best median. With so few seeds some differences cannot be significant, and"
                + " nothing is underlined for them."),
        table.notes());
  }

  @Test
  void resultsOfOneProblem() {
    Table table = ProblemTables.results(analysis.problems().get(1), analysis.settings());
    assertEquals(
        List.of(
            "ends",
            "1",
            "0.2500 [0.2500, 0.2500]",
            "0.2500 to 0.2500",
            "0.2500 [0.2500, 0.2500]",
            "0.70711 [0.70711, 0.70711]",
            "0.50000 [0.50000, 0.50000]",
            "0.70711 [0.70711, 0.70711]",
            "0.37525 [0.37525, 0.37525]",
            "-0.125 [-0.125, -0.125]"),
        texts(table.rows().get(0)));
    assertTrue(CsvTable.text(table)
        .startsWith("algorithm,seeds,relative hypervolume median,relative hypervolume lower"
            + " quartile,relative hypervolume upper quartile,interval lower,interval upper,"));
  }

  @Test
  void targetsSayHowManySeedsReachedThem() {
    Table table = ProblemTables.targets(analysis.problems().get(1), analysis.settings());
    assertEquals(
        List.of("ends", "– (0/1)", "– (0/1)", "– (0/1)", "– (0/1)"),
        texts(table.rows().get(0)));
    assertEquals(
        List.of("middle", "1 (1/1)", "1 (1/1)", "1 (1/1)", "1 (1/1)"),
        texts(table.rows().get(1)));
    assertEquals(
        List.of("1", "1", "1", "1", "1", "1"), table.rows().get(1).get(2).values());
    assertEquals(List.of("", "", "", "0", "1", ""), table.rows().get(0).get(2).values());
  }

  @Test
  void expectedRunningTimesMarkTheSmallest() {
    Table table = table(
        ProblemTables.all(analysis.problems().get(1), analysis.settings()),
        "expected-running-times");
    assertEquals(List.of("ends", "–", "–", "–", "–"), texts(table.rows().get(0)));
    assertEquals(List.of("middle", "1", "1", "1", "1"), texts(table.rows().get(1)));
    assertEquals(Emphasis.BEST, table.rows().get(1).get(1).emphasis());
    assertEquals(Emphasis.NONE, table.rows().get(0).get(1).emphasis());
  }

  @Test
  void pairsWithTheirTests() {
    assertEquals(
        List.of("ends", "middle", "1", "1.000", "1.000", "0.000", "large"),
        texts(table(ProblemTables.all(analysis.problems().get(1), analysis.settings()), "pairs")
            .rows()
            .get(0)));
  }

  @Test
  void ranksOverProblemsBestFirst() {
    Table table = table(SuiteTables.all(analysis), "ranks");
    assertEquals(List.of("middle", "1.00", "1.00"), texts(table.rows().get(0)));
    assertEquals(List.of("ends", "2.00", "2.00"), texts(table.rows().get(1)));
    assertEquals(
        "Mean rank over 2 (problem, seed) pairs", table.columns().get(1).title());
    assertEquals("Mean rank over 2 problems", table.columns().get(2).title());
  }

  @Test
  void flipsOncePerPair() {
    Table table = table(SuiteTables.all(analysis), "flips");
    assertEquals(1, table.rows().size());
    assertEquals(
        List.of(
            "HWGPT-S(perplexity,energy@rtx2080)",
            "middle",
            "ends",
            "1.000",
            "default-1",
            "authors-2d-1, authors-flops-1"),
        texts(table.rows().get(0)));
  }

  @Test
  void whatWasRun() {
    Table problems = SuiteTables.problems(analysis);
    assertEquals(
        List.of(
            "HWGPT-S(perplexity,latency@a100)",
            "noise-free values",
            "1",
            "2",
            "1",
            "2",
            "2",
            "default-1",
            "the joint front of all runs: 1 architectures"),
        texts(problems.rows().get(1)));
    assertEquals(
        List.of("ends", "tables", "1.0", "none"),
        texts(SuiteTables.algorithms(analysis).rows().get(0)));
    assertEquals(
        List.of(
            "tables",
            "4",
            "4",
            "0",
            "2026-01-02 03:04:05 UTC",
            "2026-01-02 03:04:06 UTC",
            "1.0",
            "c0ffee",
            "hash",
            "17",
            "Linux"),
        texts(SuiteTables.suites(analysis).rows().get(0)));
    assertEquals(4, SuiteTables.runs(analysis).rows().size());
    assertEquals(List.of(), SuiteTables.missing(analysis).rows());
  }
}
