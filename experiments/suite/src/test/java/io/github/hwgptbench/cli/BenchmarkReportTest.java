package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.landscape.CalibrationFile;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkReportTest {

  private static final int ARCHITECTURES = 20;

  @TempDir
  private Path folder;

  private static CommandRun report(Object... args) {
    return CommandRun.of(Stream.concat(Stream.of("report"), Stream.of(args)).toArray());
  }

  private Path benchmark(String name, Object... args) {
    Path out = folder.resolve(name);
    CommandRun result = report(
        Stream.concat(Stream.of("--benchmark", "--out", out, "--samples", 100), Stream.of(args))
            .toArray());
    assertEquals(0, result.code(), result.err());
    assertEquals(
        String.format(Locale.ROOT, "The report is %s%n", out.resolve("report.html")), result.out());
    return out;
  }

  private static List<String> lines(Path report, String table) throws IOException {
    return Files.readAllLines(report.resolve("tables").resolve(table));
  }

  @Test
  void theReportIsOfTheScalesThatAreAskedFor() throws IOException {
    Path report = benchmark("of-m", "--scale", "m");
    String html = Files.readString(report.resolve("report.html"));
    assertTrue(html.contains("GPT-M"));
    assertFalse(html.contains("GPT-S"));
    assertTrue(Files.exists(report.resolve("figures/m-correlation-kendall-latency-energy.svg")));
    assertTrue(Files.exists(report.resolve("tables/m-importance.tex")));
    assertEquals(33 * 32 / 2 + 1, lines(report, "m-correlations.csv").size());
    long shipped = CalibrationFile.shipped().stream()
        .filter(calibration -> calibration.space().equals("m"))
        .count();
    assertEquals(shipped + 1, lines(report, "m-calibration.csv").size());
    assertTrue(Files.readString(report.resolve("methods.txt")).contains("(seed 1)"));
  }

  @Tag("slow")
  @Test
  void theSeedDecidesEveryByteAndTheThreadsNone() throws IOException {
    Path first = benchmark("first", "--scale", "s", "--seed", 7);
    Path again = benchmark("again", "--scale", "s", "--seed", 7, "--threads", 1);
    Path other = benchmark("other", "--scale", "s", "--seed", 8);
    assertEquals(-1, Files.mismatch(first.resolve("report.html"), again.resolve("report.html")));
    assertNotEquals(lines(first, "s-correlations.csv"), lines(other, "s-correlations.csv"));
  }

  @Test
  void ownReadingsTakeThePlaceOfThoseOfTheFit() throws IOException {
    measure(folder.resolve("data"));
    Path report = benchmark("own", "--scale", "s,l", "--data", folder.resolve("data"));
    List<String> calibration = lines(report, "s-calibration.csv");
    assertEquals(2, calibration.size());
    assertTrue(
        calibration.get(1).startsWith("latency@v100," + ARCHITECTURES + ","),
        calibration::toString);
    assertFalse(Files.exists(report.resolve("tables/l-calibration.csv")));
    assertTrue(Files.readString(report.resolve("methods.txt"))
        .contains("measurements in the given folder"));
  }

  /** Writes one noise-free reading of each of some architectures. */
  private static void measure(Path data) throws IOException {
    List<String> architectures =
        new ArrayList<>(List.of("arch_id,embed_dim,n_layer,bias,mlp_ratio,n_head"));
    List<String> readings = new ArrayList<>(List.of("arch_id,obs_1"));
    SplittableRandom random = new SplittableRandom(3);
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
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
        readings.add(i + "," + bench.query(architecture, Objective.parse("latency@v100")));
      }
    }
    Path devices = Files.createDirectories(data.resolve("s/latency_ms"));
    Files.write(data.resolve("s/architectures.csv"), architectures);
    Files.write(devices.resolve("v100.csv"), readings);
  }

  private static String joined(Architecture architecture, IntUnaryOperator valueOfLayer) {
    return IntStream.range(0, architecture.layers())
        .map(valueOfLayer)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "somewhere --benchmark        | 'somewhere' and --benchmark are two reports; allowed: one",
        "--benchmark --against theirs | --against 'theirs' requires the folder of a suite",
        "somewhere --samples 200      | --samples requires --benchmark",
        "somewhere --scale s --seed 1 | --scale, --seed requires --benchmark",
        "--overwrite                  | 'DIR', the folder of a suite, or --benchmark",
        "--benchmark --samples 99     | --samples 99; allowed: 100 to 1000000",
        "--benchmark --scale s_wide   | nothing was measured in this space; allowed: s, m, l",
        "--benchmark --scale xl       | 'xl'",
        "--benchmark --threads 0      | --threads 0; allowed: 1 or more",
      })
  void wrongUsageIsSaidBeforeAnythingIsMade(String args, String message) {
    Path out = folder.resolve("none");
    CommandRun result = report(
        Stream.concat(Stream.of(args.split(" ")), Stream.of("--out", out)).toArray());
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(message), result.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void measurementsThatAreMissingAreNamed() {
    Path out = folder.resolve("none");
    Path data = folder.resolve("nowhere");
    CommandRun result = report("--benchmark", "--data", data, "--scale", "m,l", "--out", out);
    assertEquals(1, result.code(), result.err());
    assertTrue(result.err().contains(data + ": no folder with measurements in it"), result.err());
    assertTrue(result.err().contains("m or l"), result.err());
    assertFalse(Files.exists(out));
  }
}
