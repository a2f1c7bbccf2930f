package io.github.hwgptbench.report.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.analysis.WrittenSuite;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.ReportFolder;
import io.github.hwgptbench.report.SuitePage;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One algorithm finds something feasible after one and three evaluations, another never. */
class FeasibilityTest {

  private SuiteAnalysis analysis;

  @TempDir
  private Path temp;

  @BeforeEach
  void analyze() throws Exception {
    List<Constraint> constraints =
        List.of(Constraint.parse("params<=100"), Constraint.parse("latency@a100<=2"));
    WrittenSuite suite = new WrittenSuite("constrained")
        .problem(4, false, 1, constraints, "perplexity", "energy@rtx2080")
        .run(
            "finds",
            1,
            new double[] {0.5, 0.5, 0, 0},
            new double[] {0.4, 0.6, 0, 0},
            new double[] {0.1, 0.1, 50, 1},
            new double[] {0.6, 0.4, 0, 0})
        .run(
            "finds",
            2,
            new double[] {0.1, 0.1, 100, 0},
            new double[] {0.1, 0.1, 0, 2},
            new double[] {0.5, 0.5, 0, 0},
            new double[] {0.1, 0.2, 200, 0})
        .run("never", 1, new double[] {0.1, 0.1, 25, 0}, new double[] {0.1, 0.1, 75, 0})
        .run("never", 2, new double[] {0.1, 0.1, 25, 1}, new double[] {0.1, 0.1, 0, 1})
        .problem(4, "perplexity", "latency@a100")
        .run("finds", 1, new double[] {0.5, 0.5})
        .run("finds", 2, new double[] {0.5, 0.5})
        .run("never", 1, new double[] {0.5, 0.5})
        .run("never", 2, new double[] {0.5, 0.5});
    analysis = new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(suite.write(temp.resolve("suite"))));
  }

  private static List<String> texts(List<Cell> row) {
    return row.stream().map(Cell::text).toList();
  }

  @Test
  void theTableHasSharesViolationsAndTheFirstFeasibleEvaluation() {
    Table table = ProblemTables.feasibility(analysis.problems().get(0));
    // Seed 1: (0 + 0 + (0.5 + 0.5) + 0) / 4; seed 2: (1 + 1 + 0 + 2) / 4.
    assertEquals(
        List.of("finds", "2", "0.500 [0.375, 0.625]", "0.6250 [0.4375, 0.8125]", "1 (2/2)"),
        texts(table.rows().get(0)));
    // Seed 1: (0.25 + 0.75) / 2; seed 2: (0.75 + 0.5) / 2.
    assertEquals(
        List.of(
            "never",
            "2",
            "0.000 [0.000, 0.000]",
            "0.5625 [0.5313, 0.5938]",
            "nothing feasible found"),
        texts(table.rows().get(1)));
    assertEquals(
        List.of("1", "1", "3", "2", "2", "2"), table.rows().get(0).get(4).values());
    assertEquals(List.of("", "", "", "0", "2", ""), table.rows().get(1).get(4).values());
    assertTrue(table.caption().contains("Constraints: params<=100, latency@a100<=2."));
  }

  @Test
  void saysInWordsThatNothingFeasibleWasFound() {
    ProblemAnalysis constrained = analysis.problems().get(0);
    assertTrue(
        constrained.notes().stream()
            .anyMatch(
                note -> note.startsWith("Nothing feasible was found in 2 of 2 runs of never:")),
        constrained.notes().toString());
    assertFalse(analysis.problems().get(1).notes().toString().contains("feasible"));
  }

  @Test
  void everyRunOfASuiteWithConstraintsHasItsFirstFeasibleEvaluation() {
    Table runs = SuiteTables.runs(analysis);
    List<String> titles = runs.columns().stream().map(Table.Column::title).toList();
    int first = titles.indexOf("Evaluations to the first feasible");
    assertEquals(
        List.of("1", "3", "–", "–", "1", "1", "1", "1"),
        runs.rows().stream().map(row -> row.get(first).text()).toList());
  }

  @Test
  void onlyProblemsWithConstraintsHaveFigureAndTable() throws Exception {
    Page page = SuitePage.of(analysis);
    ReportFolder folder = ReportFolder.empty(temp.resolve("report"));
    folder.write(page);
    try (var files = Files.walk(temp.resolve("report"))) {
      assertEquals(
          List.of("feasibility.csv", "feasibility.svg", "feasibility.tex"),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.contains("-feasibility."))
              .map(name -> name.substring(name.lastIndexOf("feasibility")))
              .sorted()
              .toList());
    }
    String html = Files.readString(folder.page());
    assertTrue(html.contains("nothing feasible found"));
    assertTrue(html.contains("Nothing feasible was found in 2 of 2 runs of never"));
  }
}
