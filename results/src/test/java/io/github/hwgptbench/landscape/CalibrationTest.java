package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.landscape.Calibration.QuantilePairs;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

  private static final Objective LATENCY = Objective.parse("latency@a100");
  private static final double SIGMA = 0.05;

  /** Says that ln(reading / value) is normal, with the same deviation in every embed_dim. */
  private static NoiseModel normal(double sigma) {
    double[] row = NoiseModel.LEVELS.stream()
        .mapToDouble(NormalDistribution.of(0, sigma)::inverseCumulativeProbability)
        .toArray();
    double[][] rows = {row, row, row};
    return new NoiseModel(new double[][][] {rows, rows, rows, rows});
  }

  /** Readings that are normal indeed. */
  private static Calibration calibration(double predictedSigma, double shift) {
    CalibrationCheck check = new CalibrationCheck(SearchSpace.s(), LATENCY);
    RandomGenerator random = new SplittableRandom(5);
    for (int architecture = 0; architecture < 3000; architecture++) {
      double[] readings = new double[10];
      Arrays.setAll(readings, i -> 20 * Math.exp(shift + SIGMA * random.nextGaussian()));
      check.add(normal(predictedSigma), architecture % 3, 20, readings);
    }
    return check.result();
  }

  @Test
  void quantilesOfTheDistributionThatReadingsAreFromHold() {
    Calibration calibration = calibration(SIGMA, 0);
    assertEquals(30_000, calibration.readings());
    assertTrue(calibration.error() < 0.004, calibration.toString());
    for (double nominal : new double[] {0.1, 0.5, 0.9}) {
      assertEquals(nominal, calibration.coverage(nominal), 0.01);
    }
    assertEquals(
        SearchSpace.s().embedDims(),
        calibration.quantiles().stream().map(QuantilePairs::embedDim).toList());
    for (QuantilePairs pairs : calibration.quantiles()) {
      for (int level = 0; level < Calibration.LEVELS.size(); level++) {
        assertEquals(pairs.predicted().get(level), pairs.observed().get(level), 0.05 * SIGMA);
      }
    }
  }

  /** Of normal readings, this share lies where a normal of half the deviation has 90 %. */
  @Test
  void intervalsThatAreTooNarrowHoldTooLittle() {
    NormalDistribution standard = NormalDistribution.of(0, 1);
    double expected = standard.probability(
        -standard.inverseCumulativeProbability(0.95) / 2,
        standard.inverseCumulativeProbability(0.95) / 2);
    assertEquals(expected, calibration(SIGMA / 2, 0).coverage(0.9), 0.01);
  }

  @Test
  void readingsThatAreHigherThanPredictedAreRarelyBelow() {
    Calibration high = calibration(SIGMA, SIGMA);
    double expected = NormalDistribution.of(0, 1).cumulativeProbability(-1);
    assertEquals(expected, high.shares().get(Calibration.LEVELS.indexOf(0.5)), 0.01);
    assertTrue(high.error() > 0.2);
  }

  @Test
  void predictionsOfDifferentModelsAreAveragedOverTheirReadings() {
    CalibrationCheck check = new CalibrationCheck(SearchSpace.s(), LATENCY);
    check.add(normal(1), 1, 20, new double[] {20, 20, 20});
    check.add(normal(5), 1, 20, new double[] {20});
    QuantilePairs pairs = check.result().quantiles().get(0);
    assertEquals(384, pairs.embedDim());
    assertEquals(
        2 * NormalDistribution.of(0, 1).inverseCumulativeProbability(0.95),
        pairs.predicted().get(18),
        1e-12);
  }

  @Test
  void refusesWhatCannotBe() {
    CalibrationCheck check = new CalibrationCheck(SearchSpace.s(), LATENCY);
    assertThrows(IllegalArgumentException.class, check::result);
    assertThrows(
        IllegalArgumentException.class, () -> check.add(normal(1), 0, 20, new double[] {20, 0}));
    Calibration calibration = calibration(SIGMA, 0);
    assertThrows(IllegalArgumentException.class, () -> calibration.coverage(0.95));
    assertThrows(IllegalArgumentException.class, () -> calibration.coverage(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Calibration("s", LATENCY, 1, List.of(0.5), List.of()));
  }

  @Test
  void aFileSaysWhatWasWritten(@TempDir Path folder) throws IOException {
    Calibration written = calibration(SIGMA, 0.01);
    Path file = folder.resolve(CalibrationFile.NAME);
    CalibrationFile.write(List.of(written), file);
    try (InputStream in = Files.newInputStream(file)) {
      Calibration read = CalibrationFile.read(in, "file").get(0);
      assertEquals(written.space(), read.space());
      assertEquals(written.objective(), read.objective());
      assertEquals(written.readings(), read.readings());
      for (int level = 0; level < Calibration.LEVELS.size(); level++) {
        assertEquals(written.shares().get(level), read.shares().get(level), 5.1e-7);
        assertEquals(
            written.quantiles().get(2).observed().get(level),
            read.quantiles().get(2).observed().get(level),
            5.1e-7);
      }
    }
  }

  @Test
  void aFileThatIsWrongSaysWhere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(CalibrationFile.NAME);
    CalibrationFile.write(List.of(calibration(SIGMA, 0)), file);
    String text = Files.readString(file);
    assertRefused("file: empty; expected a header line", "");
    assertRefused("line 1", text.replace("objective", "metric"));
    assertRefused("line 2: 8 columns", text.replaceFirst("192,", "192,,"));
    assertRefused("line 3: 20 shares", text.replaceFirst("(?s)( 0[0-9.]+,384)", " 0.5$1"));
    assertRefused("line 4", text.replace("768", "wide"));
    assertRefused("line 2: Objective", text.replace("latency", "lateness"));
  }

  private static void assertRefused(String where, String text) {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    IOException e = assertThrows(IOException.class, () -> CalibrationFile.read(in, "file"));
    assertTrue(e.getMessage().contains(where), e.getMessage());
  }

  /** As the report of the fit has it: 90 % intervals hold 0.855 to 0.902 of readings. */
  @Test
  void whatShipsIsOfAllNoisyTasksAndPlausible() {
    List<Calibration> shipped = CalibrationFile.shipped();
    assertEquals(78, shipped.size());
    for (Calibration calibration : shipped) {
      Metric metric = calibration.objective().metric();
      assertTrue(metric.equals(Metric.LATENCY) || metric.equals(Metric.ENERGY));
      assertEquals(3, calibration.quantiles().size());
      assertEquals(0.88, calibration.coverage(0.9), 0.026, calibration.toString());
    }
    double mean = shipped.stream().mapToDouble(c -> c.coverage(0.9)).average().orElseThrow();
    assertEquals(0.899, mean, 0.0006);
  }
}
