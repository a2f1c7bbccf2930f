package io.github.hwgptbench.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.WrittenSuite;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JMetalExporterTest {

  private static final String TAG = "moea_NSGAIII_divisions=49_";

  @TempDir
  private Path temp;

  private Path export(BestFrontLookup fronts) throws IOException {
    SuiteArchive suite = ExportedSuite.write(temp);
    Path out = temp.resolve("out");
    new JMetalExporter(fronts).export(suite, ExportFolder.empty(out), () -> {});
    return out;
  }

  private static String genes(long seed, int evaluation) {
    return IntStream.of(WrittenSuite.genes(seed, evaluation))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  @Test
  void hasTheNondominatedSetOfEachRun() throws IOException {
    Path data = export(BestFrontLookup.NONE).resolve("data");
    Path quiet = data.resolve(TAG).resolve(ExportedSuite.QUIET);
    assertEquals(
        List.of("1.0E-9,1.0", "0.25,0.8125", "0.5,0.5"),
        Files.readAllLines(quiet.resolve("FUN0.csv")));
    assertEquals(3, Files.readAllLines(quiet.resolve("VAR0.csv")).size());
    assertEquals(List.of("0.25,0.25"), Files.readAllLines(quiet.resolve("FUN1.csv")));
    // Of seed 7 there is no run of this algorithm; that of seed 9 keeps its number.
    Path random = data.resolve("random").resolve(ExportedSuite.QUIET);
    assertFalse(Files.exists(random.resolve("FUN0.csv")));
    assertEquals(List.of("0.5,0.25"), Files.readAllLines(random.resolve("FUN1.csv")));
    assertEquals(List.of(genes(9, 0)), Files.readAllLines(random.resolve("VAR1.csv")));
  }

  @Test
  void isNoiseFreeMinimisedAndHoldsTheConstraints() throws IOException {
    Path noisy = export(BestFrontLookup.NONE).resolve("data/random").resolve(ExportedSuite.NOISY);
    assertEquals(
        List.of("0.53125,-0.375", "0.875,-0.875"), Files.readAllLines(noisy.resolve("FUN0.csv")));
    assertEquals(List.of(), Files.readAllLines(noisy.resolve("FUN1.csv")));
    // Two boxes up to 1.1, where an accuracy of 0.375 is 0.625 when normalised.
    assertEquals(
        0.56875 * 0.475 + 0.225 * 0.5,
        Double.parseDouble(Files.readAllLines(noisy.resolve("HV")).get(0)),
        1e-15);
    assertEquals("0.0", Files.readAllLines(noisy.resolve("HV")).get(1));
    // From the reference point to an accuracy of 0.875.
    assertEquals(
        1.1 - 0.125, Double.parseDouble(Files.readAllLines(noisy.resolve("EP")).get(1)), 1e-15);
    assertEquals("0.0", Files.readAllLines(noisy.resolve("LHR")).get(1));
  }

  @Test
  void measuresAgainstWhatAllRunsFound() throws IOException {
    Path out = export(BestFrontLookup.NONE);
    assertEquals(
        List.of("1.0E-9,1.0", "0.25,0.25"),
        Files.readAllLines(out.resolve("referenceFronts/" + ExportedSuite.QUIET + ".csv")));
    List<String> summary = Files.readAllLines(out.resolve("QualityIndicatorSummary.csv"));
    assertEquals("Algorithm,Problem,IndicatorName,ExecutionId,IndicatorValue", summary.get(0));
    assertEquals(
        List.of(
            TAG + ",s-perplexity-energy_rtx2080,EP,0,0.25",
            TAG + ",s-perplexity-energy_rtx2080,EP,1,0.249999999",
            "random,s-perplexity-energy_rtx2080,EP,1,0.499999999"),
        summary.stream().filter(row -> row.contains("2080,EP,")).toList());
    assertEquals(1 + Indicators.of(2, Indicators.all()).size() * 5, summary.size());
  }

  @Test
  void namesTheBestAndTheMedianFront() throws IOException {
    Path runs =
        export(BestFrontLookup.NONE).resolve("data").resolve(TAG).resolve(ExportedSuite.QUIET);
    assertEquals(List.of("0.25,0.25"), Files.readAllLines(runs.resolve("BEST_HV_FUN.csv")));
    assertEquals(List.of("0.25,0.25"), Files.readAllLines(runs.resolve("MEDIAN_HV_FUN.csv")));
    assertEquals(List.of("0.25,0.25"), Files.readAllLines(runs.resolve("BEST_EP_FUN.csv")));
    assertEquals(3, Files.readAllLines(runs.resolve("MEDIAN_EP_FUN.csv")).size());
    assertEquals(List.of(genes(9, 0)), Files.readAllLines(runs.resolve("BEST_IGD+_VAR.csv")));
  }

  @Test
  void measuresAgainstTheBestFrontKnownWhereItFits() throws IOException {
    Path fitting = export(settings -> Optional.of(front(settings, 1)));
    String name = "referenceFronts/" + ExportedSuite.QUIET + ".csv";
    assertEquals(List.of("0.0,0.0"), Files.readAllLines(fitting.resolve(name)));
  }

  @Test
  void leavesAFrontOfOtherBoundsAside() throws IOException {
    Path other = export(settings -> Optional.of(front(settings, 2)));
    String name = "referenceFronts/" + ExportedSuite.QUIET + ".csv";
    assertEquals(2, Files.readAllLines(other.resolve(name)).size());
  }

  private static ReferenceFront front(RunSettings settings, double worst) {
    return new ReferenceFront(
        settings.problem().name(),
        "s",
        settings.objectives(),
        settings.constraints(),
        new ReferenceFront.Frame(
            "default-1", List.of(new Bounds.Range(0, worst), new Bounds.Range(0, worst)), 1.1),
        new ReferenceFront.Origin("by hand", 1, 1, List.of()),
        settings.provenance(),
        List.of(new ReferenceFront.Point("gpt", List.of(0.0, 0.0))));
  }
}
