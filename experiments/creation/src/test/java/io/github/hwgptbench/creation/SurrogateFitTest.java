package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits a device whose law, drift and noise are known. */
class SurrogateFitTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Objective MINE = Objective.parseAnyDevice("latency@mine");
  private static final int ROWS = 1200;
  private static final int REPEATS = 5;
  /** Standard deviation of ln(reading) within an architecture. */
  private static final double REPEAT_NOISE = 0.01;

  @TempDir
  Path folder;

  static double law(Architecture architecture) {
    double ms = 2 + architecture.embedDim() / 200.0 + (architecture.bias() ? 0.3 : 0);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      ms += architecture.embedDim()
          * (0.0008 * architecture.mlpRatio(layer) + 0.0003 * architecture.heads(layer));
    }
    return ms;
  }

  private Path measure(String firstReading) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> architectures = new ArrayList<>();
    List<String> readings = new ArrayList<>();
    architectures.add("arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head");
    readings.add("arch_id,obs_1,obs_2,obs_3,obs_4,obs_5");
    for (int id = 0; id < ROWS; id++) {
      Architecture a = SPACE.sampleUniformGenes(random);
      architectures.add(String.format(
          Locale.ROOT,
          "%d,%d,%d,%d,%s,%s,%s",
          id,
          0,
          a.embedDim(),
          a.layers(),
          a.bias(),
          join(a.mlpRatios()),
          join(a.heads())));
      // Another clock for every 300 rows: a fifth slower, then back.
      double drift = id / 300 % 2 == 0 ? 1 : 1.2;
      StringBuilder row = new StringBuilder(Integer.toString(id));
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        double noise = Math.exp(REPEAT_NOISE * random.nextGaussian());
        row.append(',').append(law(a) * drift * noise);
      }
      readings.add(row.toString());
    }
    if (firstReading != null) {
      readings.set(1, "0," + firstReading + ",1,1,1,1");
    }
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("s/latency_ms"));
    Files.write(data.resolve("s/architectures.csv"), architectures);
    Files.write(data.resolve("s/latency_ms/mine.csv"), readings);
    return data;
  }

  static String join(int[] values) {
    return IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining("-"));
  }

  private Path fit(Path data, String name, int threads) throws IOException {
    Path out = folder.resolve(name);
    new SurrogateFit(data, List.of(SPACE), out, 1, threads).run((what, done, of) -> {});
    return out;
  }

  @Test
  void theLawIsFoundUnderDriftAndNoise() throws IOException {
    Path models = fit(measure(null), "models", 1);
    SplittableRandom random = new SplittableRandom(12);
    try (HwGptBench bench = HwGptBench.open(SPACE, List.of(models))) {
      double[] errors = new double[500];
      for (int i = 0; i < errors.length; i++) {
        Architecture unseen = SPACE.sampleUniformGenes(random);
        errors[i] = Math.log(bench.query(unseen, MINE) / law(unseen));
      }
      // Which of the two clocks is the law's own can't be known: half of the rows had each.
      double level = Quantiles.median(errors);
      assertTrue(level > -0.02 && level < Math.log(1.2) + 0.02, "level " + level);
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Math.abs(errors[i] - level);
      }
      // The median of five readings has a deviation of 0.56 %. Some 16 coefficients from 400 of
      // them leave the square root of 16 / 400 of that, 0.11 %; a robust fit loses up to half more.
      assertTrue(Quantiles.median(errors) < 0.0017, "error " + Quantiles.median(errors));

      int within = 0;
      int count = 20_000;
      for (int i = 0; i < count; i++) {
        Architecture unseen = SPACE.sampleUniformGenes(random);
        double drift = random.nextBoolean() ? 1 : 1.2;
        double reading = law(unseen) * drift * Math.exp(REPEAT_NOISE * random.nextGaussian());
        within += reading >= bench.quantile(unseen, MINE, 0.05)
                && reading <= bench.quantile(unseen, MINE, 0.95)
            ? 1
            : 0;
      }
      assertEquals(0.9, (double) within / count, 0.02);
    }
    String report = Files.readString(models.resolve(SurrogateFit.REPORT));
    assertTrue(report.contains("| s | latency@mine |"), report);
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    Path data = measure(null);
    Path one = fit(data, "one", 1);
    Path two = fit(data, "two", 2);
    try (Stream<Path> files = Files.walk(one)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertArrayEquals(
            Files.readAllBytes(file),
            Files.readAllBytes(two.resolve(one.relativize(file).toString())),
            file.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5"})
  void aReadingThatIsNotAboveZeroIsNamed(String reading) throws IOException {
    Path data = measure(reading);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> fit(data, "models", 1));
    assertTrue(e.getMessage().contains("latency@mine of space 's', arch_id 0"), e.getMessage());
  }

  @Test
  void notANumberIsNamedWithItsPlace() throws IOException {
    Path data = measure("NaN");
    Exception e = assertThrows(Exception.class, () -> fit(data, "models", 1));
    assertTrue(e.getMessage().contains("mine.csv"), e.getMessage());
    assertTrue(e.getMessage().contains("obs_1"), e.getMessage());
  }

  @Test
  void aFolderWithoutReadingsIsNamed() throws IOException {
    Path data = measure(null);
    Files.delete(data.resolve("s/latency_ms/mine.csv"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> fit(data, "models", 1));
    assertTrue(e.getMessage().contains("nothing to fit"), e.getMessage());
  }

  @Test
  void anOutputThatCantBeAddedToIsNamedBeforeTheFit() throws IOException {
    Path data = measure(null);
    Files.createDirectories(folder.resolve("models/s"));
    Files.writeString(folder.resolve("models/s/catalogue.json"), "[]");
    Files.delete(data.resolve("s/architectures.csv"));
    Exception e = assertThrows(Exception.class, () -> fit(data, "models", 1));
    assertTrue(e.getMessage().contains("catalogue.json: []; expected an object"), e.getMessage());
  }

  @Test
  void readingsThatDoNotDifferAreNamed() throws IOException {
    Path data = measure(null);
    Path table = data.resolve("s/latency_ms/mine.csv");
    List<String> lines = Files.readAllLines(table);
    lines.replaceAll(line -> line.startsWith("arch_id") ? line : line.replaceAll(",.*", ",1.5"));
    lines.set(0, "arch_id,obs_1");
    Files.write(table, lines);
    assertEquals(
        String.format(
            Locale.ROOT,
            "latency@mine of space 's': 1.5 for all %d; a surrogate needs architectures that differ in it",
            lines.size() - 1),
        assertThrows(IllegalArgumentException.class, () -> fit(data, "models", 1))
            .getMessage());
  }

  @Test
  void anArchitectureWithAnEmptyCellIsLeftOut() throws IOException {
    Path data = measureTiny(300, "latency_ms/mine.csv", "obs_1,obs_2", a -> law(a) + "," + law(a));
    Path table = data.resolve("tiny/latency_ms/mine.csv");
    List<String> lines = Files.readAllLines(table);
    Path architectures = data.resolve("tiny/architectures.csv");
    List<String> networks = Files.readAllLines(architectures);
    // A wild reading beside the gap: the whole row must not count.
    lines.set(18, "17,1e6,");
    Files.write(table, lines);
    Path out = folder.resolve("gap");
    assertEquals(
        Map.of("tiny latency@mine", 1),
        new SurrogateFit(data, List.of(TINY), out, 1, 1).run((what, done, of) -> {}));

    lines.remove(18);
    Files.write(table, lines);
    networks.set(0, "arch_id," + networks.get(0));
    for (int id = 0; id < 300; id++) {
      networks.set(id + 1, id + "," + networks.get(id + 1));
    }
    networks.remove(18);
    Files.write(architectures, networks);
    Path without = folder.resolve("without");
    assertEquals(
        Map.of(), new SurrogateFit(data, List.of(TINY), without, 1, 1).run((what, done, of) -> {}));
    try (HwGptBench gap = HwGptBench.open(TINY, List.of(out));
        HwGptBench none = HwGptBench.open(TINY, List.of(without))) {
      allNetworks(TINY).forEach(a -> assertEquals(none.query(a, MINE), gap.query(a, MINE)));
    }

    lines.replaceAll(line -> line.startsWith("arch_id") ? line : line.replaceAll(",[^,]*$", ","));
    Files.write(table, lines);
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> new SurrogateFit(data, List.of(TINY), out, 1, 1).run((what, done, of) -> {}));
    assertEquals(
        "latency@mine of space 'tiny': no value; a surrogate needs architectures that differ in"
            + " it",
        e.getMessage());
  }

  @Test
  void tooFewArchitecturesAreRefused() throws IOException {
    Path data = measure(null);
    for (String table : List.of("s/architectures.csv", "s/latency_ms/mine.csv")) {
      Path file = data.resolve(table);
      Files.write(file, Files.readAllLines(file).subList(0, 20));
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> fit(data, "models", 1));
    assertTrue(e.getMessage().contains("a fit needs more than"), e.getMessage());
  }

  @Test
  void boundsAreThoseOfAllNetworksOfASmallSpace() {
    SearchSpace tiny = SearchSpace.builder("tiny")
        .embedDims(64, 128)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(2, 3)
        .build();
    Objective params = Objective.parse("params");
    double[] values = allNetworks(tiny)
        .mapToDouble(a -> ComputeCost.of(tiny, a).params())
        .sorted()
        .toArray();
    Bounds.Range range = new BoundsSearch(tiny).run(List.of()).range(params);
    assertEquals(values[0], range.min());
    assertEquals(values[values.length - 1], range.max());
  }

  static Stream<Architecture> allNetworks(SearchSpace space) {
    int[] sizes = IntStream.range(0, space.genotypes().size())
        .map(gene -> space.genotypes().levels(gene))
        .toArray();
    int count = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
    return IntStream.range(0, count).mapToObj(number -> {
      int[] genes = new int[sizes.length];
      int rest = number;
      for (int gene = 0; gene < genes.length; gene++) {
        genes[gene] = rest % sizes[gene];
        rest /= sizes[gene];
      }
      return space.decode(genes);
    });
  }

  static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(2, 4)
      .headCounts(1, 2)
      .mlpRatios(2, 3, 4)
      .build();

  /** Writes tables of random networks of the tiny space. */
  private Path measureTiny(
      int rows, String file, String header, Function<Architecture, String> cells)
      throws IOException {
    SplittableRandom random = new SplittableRandom(31);
    List<String> architectures = new ArrayList<>();
    List<String> values = new ArrayList<>();
    // Without arch_id and block in the first table: rows are numbered, and of one block.
    architectures.add("embed_dim,n_layer,bias,mlp_ratio,n_head");
    values.add("arch_id," + header);
    for (int id = 0; id < rows; id++) {
      Architecture a = TINY.sampleUniformGenes(random);
      architectures.add(String.format(
          Locale.ROOT,
          "%s,%s,%s,%s,%s",
          a.embedDim(),
          a.layers(),
          a.bias(),
          join(a.mlpRatios()),
          join(a.heads())));
      values.add(id + "," + cells.apply(a));
    }
    Path data = folder.resolve("tiny-data");
    Path table = data.resolve("tiny").resolve(file);
    Files.createDirectories(table.getParent());
    Files.write(data.resolve("tiny/architectures.csv"), architectures);
    Files.write(table, values);
    return data;
  }

  private Path fitTiny(Path data) throws IOException {
    Path out = folder.resolve("tiny-models");
    new SurrogateFit(data, List.of(TINY), out, 1, 1).run((what, done, of) -> {});
    return out;
  }

  /** The law, but fastest at mlp_ratio 3: neither bound is at a corner of the space. */
  private static double crooked(Architecture architecture) {
    double ms = law(architecture);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      ms += 0.002 * architecture.embedDim() * Math.abs(architecture.mlpRatio(layer) - 3);
      ms -= 0.0008 * architecture.embedDim() * (architecture.mlpRatio(layer) - 3);
    }
    return ms;
  }

  @Test
  void aDeviceInASpaceOfOnesOwn() throws IOException {
    Path models =
        fitTiny(measureTiny(600, "latency_ms/mine.csv", "obs_1", a -> Double.toString(crooked(a))));
    try (HwGptBench bench = HwGptBench.open(TINY, List.of(models))) {
      assertEquals(
          List.of("params", "macs", "flops", "latency@mine"),
          bench.objectives().stream().map(Objective::toString).toList());
      assertEquals(List.of("mine"), bench.devices().stream().map(Device::id).toList());
      // Without noise only what rounds the coefficients is left, and the ridge of the regression.
      allNetworks(TINY)
          .forEach(
              a -> assertEquals(crooked(a), bench.query(a, MINE), 1e-5 * crooked(a), a::toString));

      for (Objective objective : bench.objectives()) {
        double[] values = allNetworks(TINY)
            .mapToDouble(a -> bench.query(a, objective))
            .sorted()
            .toArray();
        assertEquals(
            new Bounds.Range(values[0], values[values.length - 1]),
            bench.bounds("default").range(objective),
            objective.toString());
      }
    }
  }

  @Test
  void anotherDeviceIsFittedIntoTheSameFolder() throws IOException {
    fitTiny(measureTiny(300, "latency_ms/mine.csv", "obs_1", a -> Double.toString(law(a))));
    Files.delete(folder.resolve("tiny-data/tiny/latency_ms/mine.csv"));
    Path models =
        fitTiny(measureTiny(300, "energy_mwh/yours.csv", "mean,std", a -> 3 * law(a) + ",0.1"));
    Objective yours = Objective.parseAnyDevice("energy@yours");
    try (HwGptBench bench = HwGptBench.open(TINY, List.of(models))) {
      Architecture largest = TINY.largest();
      assertEquals(3 * bench.query(largest, MINE), bench.query(largest, yours), 1e-4);
      for (Objective objective : bench.objectives()) {
        assertEquals(
            bench.query(largest, objective),
            bench.bounds("default").range(objective).max());
      }
    }
  }

  /** Additive but for a ramp that sets in where the first two layers are wide. */
  private static double perplexity(Architecture a) {
    double value = 40 - a.embedDim() / 16.0 - a.layers() + (a.bias() ? 0.4 : 0);
    for (int layer = 0; layer < a.layers(); layer++) {
      value -= (layer + 1) * 0.2 * a.mlpRatio(layer) + 0.1 * a.heads(layer);
    }
    return value + 0.5 * Math.max(0, a.mlpRatio(0) + a.mlpRatio(1) - 5);
  }

  @Test
  void qualityIsFoundWithWhatLayersDoTogether() throws IOException {
    // Accuracy follows perplexity but for an effect of n_head in the first layer.
    Path models = fitTiny(measureTiny(
        800,
        "quality.csv",
        "perplexity,accuracy",
        a -> perplexity(a) + "," + (0.9 - 0.01 * perplexity(a) + 0.002 * a.heads(0))));
    try (HwGptBench bench = HwGptBench.open(TINY, List.of(models))) {
      List<Architecture> all = allNetworks(TINY).toList();
      double[][] values =
          bench.query(all, List.of(Objective.parse("perplexity"), Objective.parse("accuracy")));
      double error = 0;
      double accuracyError = 0;
      double additive = 0;
      for (int i = 0; i < values.length; i++) {
        Architecture a = all.get(i);
        error += Math.abs(values[i][0] - perplexity(a)) / values.length;
        accuracyError += Math.abs(values[i][1] - (0.9 - 0.01 * perplexity(a) + 0.002 * a.heads(0)))
            / values.length;
        additive +=
            Math.abs(0.5 * Math.max(0, a.mlpRatio(0) + a.mlpRatio(1) - 5) - 0.5) / values.length;
      }
      assertTrue(error < 0.05 * additive, "error " + error + ", the ramp alone " + additive);
      // Perplexity's own error comes through its slope of a hundredth.
      assertTrue(accuracyError < 0.011 * error + 1e-5, "error " + accuracyError);
    }
  }
}
