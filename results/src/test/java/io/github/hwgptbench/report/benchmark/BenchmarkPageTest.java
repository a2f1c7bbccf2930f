package io.github.hwgptbench.report.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.landscape.ArchitectureSample;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.CalibrationFile;
import io.github.hwgptbench.landscape.Choice;
import io.github.hwgptbench.landscape.CorrelationMatrix;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.landscape.MeasuredCorrelations;
import io.github.hwgptbench.landscape.TransferMatrix;
import io.github.hwgptbench.landscape.Transfers;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.Block;
import io.github.hwgptbench.report.Block.Drawing;
import io.github.hwgptbench.report.Block.Tabulated;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.Section;
import io.github.hwgptbench.report.internal.figure.HeatMap;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Scatter;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.table.Table;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BenchmarkPageTest {

  private static List<BenchmarkAnalysis> analyses;
  private static Transfers transfers;

  @BeforeAll
  static void analyse() throws IOException {
    try (HwGptBench small = HwGptBench.open(SearchSpace.s());
        HwGptBench large = HwGptBench.open(SearchSpace.l())) {
      List<HwGptBench> benches = List.of(small, large);
      analyses = benches.stream()
          .map(bench -> BenchmarkAnalysis.of(bench, 200, 1, () -> {}))
          .toList();
      transfers = Transfers.of(benches, 1, () -> {});
    }
  }

  /** As if all correlations at l had been measured to be those within an embed_dim. */
  private static MeasuredCorrelations measured() {
    BenchmarkAnalysis large = analyses.get(1);
    return new MeasuredCorrelations("l", 50, large.correlationsWithin(), large.correlations());
  }

  private static Page page(boolean calibrated) {
    return new BenchmarkPage(
            analyses,
            transfers,
            1,
            calibrated ? CalibrationFile.shipped() : List.of(),
            BenchmarkPage.SHIPPED_READINGS,
            List.of(measured()),
            Provenance.of(""))
        .page();
  }

  private static Stream<Block> blocks(List<Section> sections) {
    return sections.stream()
        .flatMap(section -> Stream.concat(section.blocks().stream(), blocks(section.sections())));
  }

  private static <B> List<B> blocks(Page page, Class<B> kind) {
    return blocks(page.sections()).filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Drawing drawing(String name) {
    return blocks(page(true), Drawing.class).stream()
        .filter(drawing -> drawing.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFileHasANameOfItsOwn() {
    Page page = page(true);
    List<String> figures =
        blocks(page, Drawing.class).stream().map(Drawing::name).toList();
    assertEquals(figures.size(), new HashSet<>(figures).size(), figures.toString());
    assertTrue(
        figures.stream().allMatch(name -> name.matches("([sl]|scale)-[a-z0-9-]+")),
        figures::toString);
    List<String> tables = Stream.concat(
            blocks(page, Tabulated.class).stream().map(Tabulated::table), page.data().stream())
        .map(Table::name)
        .toList();
    assertEquals(tables.size(), new HashSet<>(tables).size(), tables.toString());
    assertTrue(tables.containsAll(List.of(
        "summary",
        "s-correlations",
        "l-correlations",
        "s-distributions",
        "s-importance",
        "s-importance-within",
        "s-layers",
        "s-transfer",
        "s-transfer-worst",
        "scale-transfer",
        "l-calibration")));
  }

  @Test
  void heatMapsSayTheCorrelations() {
    HeatMap map =
        (HeatMap) drawing("l-correlation-kendall-within-latency-energy").figure();
    assertEquals(13, map.rows().size());
    assertEquals(13, map.columns().size());
    int row = map.rows().indexOf("h100");
    int column = map.columns().indexOf("cpu_xeon_gold");
    assertEquals(
        analyses
            .get(1)
            .correlationsWithin()
            .of(
                Coefficient.KENDALL,
                Objective.parse("latency@h100"),
                Objective.parse("energy@cpu_xeon_gold")),
        map.values().get(row).get(column));
    HeatMap signed = (HeatMap) drawing("s-correlation-kendall-hardware-others").figure();
    assertEquals(26, signed.rows().size());
    assertEquals(-1, signed.scale().from());
  }

  @Test
  void devicesOfAKindAreComparedAndMeasuredBelowTheDiagonal() {
    Objective amd = Objective.parse("latency@cpu_amd_7452");
    Objective xeon = Objective.parse("latency@cpu_xeon_gold");
    for (String scale : List.of("s", "l")) {
      HeatMap map =
          (HeatMap) drawing(scale + "-correlation-kendall-cpu-latency").figure();
      assertEquals(5, map.rows().size());
      int first = map.rows().indexOf("cpu_amd_7452");
      int second = map.rows().indexOf("cpu_xeon_gold");
      BenchmarkAnalysis analysis = analyses.get(scale.equals("s") ? 0 : 1);
      CorrelationMatrix below =
          scale.equals("s") ? analysis.correlations() : analysis.correlationsWithin();
      assertEquals(
          analysis.correlations().of(Coefficient.KENDALL, amd, xeon),
          map.values().get(first).get(second));
      assertEquals(
          below.of(Coefficient.KENDALL, amd, xeon), map.values().get(second).get(first));
    }
    HeatMap gpus = (HeatMap) drawing("l-correlation-kendall-gpu-energy").figure();
    assertEquals(8, gpus.columns().size());
    assertEquals("a100", gpus.columns().get(0));
  }

  @Test
  void distributionsRiseToOneAndAreInTheUnitThatTheAxisNames() {
    SmallMultiples panels = (SmallMultiples) drawing("s-ecdf-embed-dim-others").figure();
    Plot params = panels.panels().get(2);
    assertEquals("millions", params.x().label());
    Line widest = (Line) params.series().get(2);
    assertEquals("embed_dim 768", widest.name());
    Line.Point last = widest.points().get(widest.points().size() - 1);
    assertEquals(1, last.y());
    double most =
        analyses.get(0).sample().distribution(Objective.parse("params")).quantile(1);
    assertEquals(most / 1e6, last.x());
    assertEquals(
        13,
        ((SmallMultiples) drawing("s-ecdf-bias-widest-energy").figure())
            .panels()
            .size());
  }

  @Test
  void distributionsByLayersAreThoseOfTheMostFrequentLevel() {
    SmallMultiples panels =
        (SmallMultiples) drawing("l-ecdf-n-head-widest-latency").figure();
    Line many = (Line) panels.panels().get(0).series().get(2);
    assertEquals("n_head 20", many.name());
    assertEquals(
        analyses
            .get(1)
            .sample()
            .where(Choice.EMBED_DIM, 2)
            .where(Choice.N_HEAD, 2)
            .distribution(Objective.parse("latency@a100"))
            .quantile(1),
        many.points().get(many.points().size() - 1).x());
  }

  @Test
  void energyIsOverTheLatencyOfTheSameDeviceAndBandsStayWithinTheData() {
    SmallMultiples panels = (SmallMultiples) drawing("s-energy-over-latency").figure();
    assertEquals(13, panels.panels().size());
    ArchitectureSample sample = analyses.get(0).sample();
    for (Plot plot : panels.panels()) {
      assertEquals(6, plot.series().size());
      for (int level = 0; level < 3; level++) {
        ArchitectureSample part = sample.where(Choice.EMBED_DIM, level);
        Summary latency = Summary.of(part.values(Objective.parse("latency@" + plot.title())));
        Summary energy = Summary.of(part.values(Objective.parse("energy@" + plot.title())));
        Line band = (Line) plot.series().get(3 + level);
        assertEquals("embed_dim " + List.of(192, 384, 768).get(level), band.name());
        // Of about 67 architectures, 20 or more in each bin.
        assertEquals(part.size() / 20, band.points().size());
        for (Line.Point point : band.points()) {
          assertTrue(latency.min() < point.x() && point.x() < latency.max());
          assertTrue(energy.min() <= point.low()
              && point.low() <= point.y()
              && point.y() <= point.high()
              && point.high() <= energy.max());
        }
      }
    }
    Scatter widest = (Scatter) panels.panels().get(0).series().get(2);
    ArchitectureSample part = sample.where(Choice.EMBED_DIM, 2);
    assertEquals(
        part.values(Objective.parse("latency@a100"))[0], widest.points().get(0).x());
    double energy = part.values(Objective.parse("energy@a100"))[0];
    assertEquals(energy, widest.points().get(0).y());

    Plot power =
        ((SmallMultiples) drawing("s-power-over-latency").figure()).panels().get(0);
    assertEquals("mean power [W]", power.y().label());
    Scatter.Point point = ((Scatter) power.series().get(2)).points().get(0);
    // A mWh is 3.6 J.
    assertEquals(3.6 * energy / (point.x() / 1000), point.y(), 1e-9);
  }

  @Test
  void noiseIsInStandardDeviationsOfTheNormalDistributionOfItsQuartiles() {
    SmallMultiples panels = (SmallMultiples) drawing("s-normal-latency").figure();
    Plot plot = panels.panels().get(0);
    assertEquals("a100", plot.title());
    Line normal = (Line) plot.series().get(0);
    assertEquals(-2.326, normal.points().get(0).x(), 0.001);
    assertEquals(-2.326, normal.points().get(0).y(), 0.001);
    NoiseModel noise = analyses.get(0).noise().get(Objective.parse("latency@a100"));
    Line widest = (Line) plot.series().get(3);
    assertEquals("embed_dim 768", widest.name());
    DoubleUnaryOperator ratio =
        level -> Math.exp(noise.logQuantile(NoiseModel.Source.REPEAT, 2, level));
    double range = ratio.applyAsDouble(0.75) - ratio.applyAsDouble(0.25);
    Line.Point last = widest.points().get(widest.points().size() - 1);
    assertEquals(2.326, last.x(), 0.001);
    assertEquals(
        1.349 * (ratio.applyAsDouble(0.99) - ratio.applyAsDouble(0.5)) / range,
        last.y(),
        0.001 * Math.abs(last.y()));
  }

  @Test
  void calibrationIsOfItsOwnScale() {
    SmallMultiples quantiles = (SmallMultiples) drawing("l-qq-latency").figure();
    // In the order of devices elsewhere, and not that of the file.
    assertEquals("a100", quantiles.panels().get(0).title());
    assertEquals("a40", quantiles.panels().get(1).title());
    assertEquals("h100", quantiles.panels().get(2).title());
    List<String> names =
        quantiles.panels().get(0).series().stream().map(series -> series.name()).toList();
    assertTrue(names.contains("embed_dim 1280"), names::toString);
  }

  @Test
  void withoutCalibrationsNothingIsSaidOfThem() {
    Page page = page(false);
    assertTrue(page.sections().stream()
        .flatMap(section -> section.sections().stream())
        .noneMatch(section -> section.anchor().contains("calibration")));
    String methods = blocks(page, Block.Source.class).get(0).text();
    assertTrue(!methods.contains("Calibration"), methods);
    assertTrue(blocks(page, Tabulated.class).stream()
        .flatMap(tabulated -> tabulated.table().rows().stream())
        .noneMatch(row -> row.get(0).text().contains("intervals")));
  }

  @Test
  void transfersAreWhatIsMissingAndTheWorstAreListed() {
    HeatMap map = (HeatMap) drawing("l-transfer-energy-latency").figure();
    Objective front = Objective.parse("energy@v100");
    Objective scored = Objective.parse("latency@a6000");
    double share = transfers.matrices().get(1).of(front, scored).share();
    assertEquals(
        100 * (1 - share),
        map.values().get(map.rows().indexOf("v100")).get(map.columns().indexOf("a6000")),
        0.005);
    Table worst = blocks(page(true), Tabulated.class).stream()
        .map(Tabulated::table)
        .filter(table -> table.name().equals("l-transfer-worst"))
        .findFirst()
        .orElseThrow();
    long failures = transfers.matrices().get(1).worst().stream()
        .filter(TransferMatrix.Transfer::fails)
        .count();
    assertEquals(Math.max(10, failures), worst.rows().size());
    assertTrue(failures > 10, () -> "failures: " + failures);
    assertEquals("energy@v100", worst.rows().get(0).get(0).text());
    HeatMap scales = (HeatMap) drawing("scale-transfer").figure();
    assertEquals(List.of("s to l", "l to s"), scales.columns());
    assertEquals(26, scales.rows().size());
  }

  @Test
  void theSummaryPutsScalesBesideEachOther() {
    Table summary = blocks(page(true), Tabulated.class).get(0).table();
    assertEquals("summary", summary.name());
    assertEquals(3, summary.columns().size());
    assertEquals(13, summary.rows().size());
    List<String> last = summary.rows().get(12).get(2).values();
    // Of 26 objectives at l, the 90 % intervals of latency@v100 hold least.
    assertEquals(0.854511, Double.parseDouble(last.get(1)), 1e-6);
  }
}
