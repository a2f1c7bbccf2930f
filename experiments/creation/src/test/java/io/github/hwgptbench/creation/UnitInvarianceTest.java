package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit of measurements scales what a fit predicts, and changes nothing else. */
class UnitInvarianceTest {

  private static final SearchSpace SPACE = SurrogateFitTest.TINY;
  private static final List<Objective> OBJECTIVES = List.of(
      Objective.parseAnyDevice("latency@mine"),
      Objective.parseAnyDevice("energy@mine"),
      Objective.parseAnyDevice("memory@mine"));
  private static final double[] LEVELS = {0.001, 0.05, 0.5, 0.95, 0.999};
  private static final int READINGS = 4;

  @TempDir
  private Path temp;

  /**
   * Measures random architectures.
   *
   * @param busy share of the measurements that other load on the machine makes up to 21 times as
   *     large
   * @return for each architecture the measurements
   */
  private static double[][] measure(List<Architecture> architectures, double busy, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] readings = new double[architectures.size()][READINGS];
    for (int row = 0; row < readings.length; row++) {
      double law = SurrogateFitTest.law(architectures.get(row));
      // From some load on, the clock is lower.
      double value = law + 0.8 * Math.max(0, law - 3.2);
      for (int i = 0; i < READINGS; i++) {
        readings[row][i] = value * Math.exp(0.02 * random.nextGaussian());
        if (random.nextDouble() < busy) {
          readings[row][i] *= 1 + 20 * random.nextDouble();
        }
      }
    }
    return readings;
  }

  private static List<Architecture> architectures(SearchSpace space, int rows) {
    SplittableRandom random = new SplittableRandom(1);
    return Stream.generate(() -> space.sampleUniformGenes(random)).limit(rows).toList();
  }

  private Path write(
      String name, List<Architecture> architectures, double[][] readings, int exponent)
      throws IOException {
    return write(name, SPACE, "mine", architectures, readings, exponent);
  }

  private Path write(
      String name,
      SearchSpace space,
      String device,
      List<Architecture> architectures,
      double[][] readings,
      int exponent)
      throws IOException {
    List<String> networks = new ArrayList<>(List.of("embed_dim,n_layer,bias,mlp_ratio,n_head"));
    List<String> values = new ArrayList<>(List.of("arch_id,obs_1,obs_2,obs_3,obs_4"));
    List<String> memory = new ArrayList<>(List.of("arch_id," + device));
    for (int row = 0; row < readings.length; row++) {
      Architecture a = architectures.get(row);
      networks.add(String.join(
          ",",
          Integer.toString(a.embedDim()),
          Integer.toString(a.layers()),
          Boolean.toString(a.bias()),
          SurrogateFitTest.join(a.mlpRatios()),
          SurrogateFitTest.join(a.heads())));
      StringBuilder line = new StringBuilder(Integer.toString(row));
      for (double reading : readings[row]) {
        line.append(',').append(Math.scalb(reading, exponent));
      }
      values.add(line.toString());
      memory.add(row + "," + Math.scalb(readings[row][0], exponent));
    }
    Path data = temp.resolve(name);
    Path folder = data.resolve(space.name());
    Files.createDirectories(folder.resolve("latency_ms"));
    Files.createDirectories(folder.resolve("energy_mwh"));
    Files.write(folder.resolve("architectures.csv"), networks);
    Files.write(folder.resolve("latency_ms/" + device + ".csv"), values);
    Files.write(folder.resolve("energy_mwh/" + device + ".csv"), values);
    Files.write(folder.resolve("memory_mb.csv"), memory);
    return data;
  }

  private HwGptBench fit(Path data) throws IOException {
    return HwGptBench.open(SPACE, List.of(models(data, SPACE)));
  }

  private static Path models(Path data, SearchSpace space) throws IOException {
    Path models = data.resolveSibling(data.getFileName() + "-models");
    new SurrogateFit(data, List.of(space), models, 1, 1).run((what, done, of) -> {});
    return models;
  }

  /** Predictions and quantiles of all objectives and architectures. */
  private static double[] values(HwGptBench bench) {
    return SurrogateFitTest.allNetworks(SPACE)
        .flatMap(a -> OBJECTIVES.stream().map(objective -> values(bench, a, objective)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double[] values(HwGptBench bench, Architecture architecture, Objective objective) {
    double[] values = new double[LEVELS.length + 1];
    values[0] = bench.query(architecture, objective);
    for (int i = 0; i < LEVELS.length; i++) {
      values[i + 1] = bench.quantile(architecture, objective, LEVELS[i]);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {-200, -30, 7})
  void aPowerOfTwoScalesPredictionsAndQuantilesExactly(int exponent) throws IOException {
    List<Architecture> architectures = architectures(SPACE, 240);
    double[][] readings = measure(architectures, 0.1, 2);
    try (HwGptBench plain = fit(write("plain", architectures, readings, 0));
        HwGptBench scaled = fit(write("scaled", architectures, readings, exponent))) {
      double[] expected = values(plain);
      double[] actual = values(scaled);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(Math.scalb(expected[i], exponent), actual[i]);
      }
    }
  }

  /** Those of published devices are fitted in the unit of the surrogates that ship. */
  @Test
  void aPublishedDeviceMayHaveAnotherUnitToo() throws IOException {
    SearchSpace s = SearchSpace.s();
    List<Architecture> architectures = architectures(s, 300);
    double[][] readings = measure(architectures, 0.1, 2);
    Path plain = models(write("plain", s, "a100", architectures, readings, 0), s);
    Path scaled = models(write("scaled", s, "a100", architectures, readings, -30), s);
    FeatureMap features = new FeatureMap(s);
    double[] row = new double[features.size()];
    for (String objective : List.of("latency@a100", "energy@a100", "memory@a100")) {
      Surrogate expected = SurrogateCatalogue.in(plain, s).load(Objective.parse(objective));
      Surrogate actual = SurrogateCatalogue.in(scaled, s).load(Objective.parse(objective));
      for (Architecture architecture : architectures) {
        int[] genes = s.encode(architecture);
        features.fill(genes, row, 0, row.length);
        assertEquals(
            Math.scalb(expected.network().value(row), -30), actual.network().value(row));
        for (double level : LEVELS) {
          assertEquals(
              expected.noise().logQuantile(NoiseModel.Source.ALL, genes[0], level),
              actual.noise().logQuantile(NoiseModel.Source.ALL, genes[0], level));
        }
      }
    }
  }

  @Test
  void measurementsOfABusyMachineAreRefused() throws IOException {
    List<Architecture> architectures = architectures(SPACE, 100);
    Path data = write("busy", architectures, measure(architectures, 0.5, 2), 0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> fit(data)).getMessage();
    assertTrue(
        message.matches("(latency|energy|memory)@mine of space 'tiny': the fit (has no positive"
            + " value for|expects measurements of) .*; measure more .*"),
        message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e200})
  void readingsWhoseSquaresAreNoNumbersAreRefused(double reading) throws IOException {
    List<Architecture> architectures = architectures(SPACE, 60);
    double[][] readings = measure(architectures, 0, 2);
    readings[7][0] = reading;
    Path data = write("far", architectures, readings, 0);
    assertEquals(
        "latency@mine of space 'tiny', arch_id 7: a measurement of " + reading
            + "; allowed: above 0 (1.0E-100 to 1.0E100)",
        assertThrows(IllegalArgumentException.class, () -> fit(data)).getMessage());
  }
}
