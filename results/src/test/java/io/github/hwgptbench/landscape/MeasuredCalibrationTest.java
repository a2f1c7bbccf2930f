package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredCalibrationTest {

  private static final Objective LATENCY = Objective.parse("latency@v100");
  private static final int ARCHITECTURES = 500;
  private static final int READINGS = 20;

  private static HwGptBench bench;

  @TempDir
  private Path folder;

  @BeforeAll
  static void open() {
    bench = HwGptBench.open(SearchSpace.s());
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** Writes readings that the benchmark itself draws, each multiplied by a factor. */
  private MeasuredData measure(double factor) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> architectures =
        new ArrayList<>(List.of("arch_id,embed_dim,n_layer,bias,mlp_ratio,n_head"));
    List<String> readings = new ArrayList<>();
    readings.add(IntStream.range(0, READINGS)
        .mapToObj(i -> ",obs_" + i)
        .collect(Collectors.joining("", "arch_id", "")));
    for (int i = 0; i < ARCHITECTURES; i++) {
      Architecture architecture = bench.space().sampleUniformGenes(random);
      architectures.add(String.format(
          Locale.ROOT,
          "%d,%d,%d,%b,%s,%s",
          i,
          architecture.embedDim(),
          architecture.layers(),
          architecture.bias(),
          joined(architecture, architecture::mlpRatio),
          joined(architecture, architecture::heads)));
      PredictiveDistribution distribution = bench.distribution(architecture, LATENCY);
      StringBuilder row = new StringBuilder(Integer.toString(i));
      for (int reading = 0; reading < READINGS; reading++) {
        row.append(',').append(factor * distribution.sample(random));
      }
      readings.add(row.toString());
    }
    Path devices = Files.createDirectories(folder.resolve("s/latency_ms"));
    Files.write(folder.resolve("s/architectures.csv"), architectures);
    Files.write(devices.resolve("v100.csv"), readings);
    Files.write(devices.resolve("mine.csv"), readings);
    return MeasuredData.open(folder, bench.space());
  }

  private static String joined(Architecture architecture, IntUnaryOperator valueOfLayer) {
    return IntStream.range(0, architecture.layers())
        .map(valueOfLayer)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("-"));
  }

  @Test
  void readingsOfTheBenchmarkItselfAreAsItSays() throws IOException {
    MeasuredData data = measure(1);
    AtomicInteger steps = new AtomicInteger();
    // The benchmark knows nothing of the other device.
    assertEquals(List.of(LATENCY), MeasuredCalibration.objectives(bench, data));
    List<Calibration> calibrations = MeasuredCalibration.of(bench, data, steps::incrementAndGet);
    assertEquals(1, steps.get());
    assertEquals(1, calibrations.size());
    Calibration calibration = calibrations.get(0);
    assertEquals(ARCHITECTURES * READINGS, calibration.readings());
    assertEquals(0.9, calibration.coverage(0.9), 0.012);
    assertTrue(calibration.error() < 0.012, calibration.toString());
  }

  @Test
  void readingsOfAFasterDeviceAreBelow() throws IOException {
    Calibration calibration =
        MeasuredCalibration.of(bench, measure(0.5), () -> {}).get(0);
    assertEquals(1, calibration.shares().get(0));
    assertEquals(0, calibration.coverage(0.9));
  }

  @Test
  void aReadingThatCannotBeIsNamed() throws IOException {
    MeasuredData data = measure(-1);
    IOException e =
        assertThrows(IOException.class, () -> MeasuredCalibration.of(bench, data, () -> {}));
    assertTrue(e.getMessage().contains("arch_id 0: latency@v100"), e.getMessage());
  }
}
