package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.testing.Measurements;
import io.github.hwgptbench.testing.checkpoint.PickleBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports raw measurements of the authors: made ones, and the first rows of theirs. */
class ImportMeasurementsTest {

  private static final List<Architecture> ARCHITECTURES = architectures(5);

  @TempDir
  private Path temp;

  private static List<Architecture> architectures(int count) {
    SplittableRandom random = new SplittableRandom(1);
    SearchSpace space = SearchSpace.s();
    return Stream.generate(() -> space.sampleUniformGenes(random))
        .distinct()
        .limit(count)
        .toList();
  }

  /** Writes a file with a row per architecture, whose fields the consumer adds. */
  private Path file(
      String name, List<Architecture> architectures, BiConsumer<PickleBytes, Integer> fields)
      throws IOException {
    PickleBytes pickle = new PickleBytes().raw("](");
    for (int i = 0; i < architectures.size(); i++) {
      arch(pickle.raw("}("), architectures.get(i));
      fields.accept(pickle, i);
      pickle.raw("u");
    }
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, pickle.raw("e").end());
    return file;
  }

  private static void arch(PickleBytes pickle, Architecture architecture) {
    pickle.text("arch").raw("}(");
    pickle.text("sample_embed_dim").number(architecture.embedDim());
    pickle.text("sample_n_layer").number(architecture.layers());
    pickle.text("sample_bias").raw(architecture.bias() ? "\u0088" : "\u0089");
    for (String list : List.of("sample_mlp_ratio", "sample_n_head")) {
      pickle.text(list).raw("](");
      for (int layer = 0; layer < SearchSpace.s().maxLayers(); layer++) {
        // What is beyond the layers does not count.
        pickle.number(
            layer >= architecture.layers()
                ? 99
                : list.endsWith("head") ? architecture.heads(layer) : architecture.mlpRatio(layer));
      }
      pickle.raw("e");
    }
    pickle.raw("u");
  }

  private static void reals(PickleBytes pickle, String name, double... values) {
    pickle.text(name).raw("](");
    Arrays.stream(values).forEach(pickle::real);
    pickle.raw("e");
  }

  private static void latency(PickleBytes pickle, String kind, double ms, String... units) {
    String other = kind.equals("gpu") ? "cpu" : "gpu";
    reals(pickle, "times_profiler_" + other);
    reals(pickle, "times_profiler_" + kind, ms, ms / 1000);
    pickle.text("unit_" + kind).raw("](");
    Stream.of(units).forEach(pickle::text);
    pickle.raw("e");
    for (String count : List.of("flops", "macs", "params")) {
      pickle.text(count).number(count.length() * 1_000_000_000L);
    }
  }

  @Test
  void filesOfAllSortsBecomeTables() throws IOException {
    Path gpu = file(
        "latency_P100/efficiency_observations_2500_5000.pkl",
        ARCHITECTURES.subList(2, 4),
        (pickle, i) -> latency(pickle, "gpu", 20 + i, "ms", "s"));
    Path first = file(
        "latency_P100/efficiency_observations_0_2500.pkl",
        ARCHITECTURES.subList(0, 2),
        (pickle, i) -> latency(pickle, "gpu", 10 + i, "ms", "s"));
    Path energy = file(
        "latency_P100/efficiency_energy_observations_tracker_0_2500.pkl",
        ARCHITECTURES.subList(0, 2),
        (pickle, i) -> reals(pickle, "energy_gpu", 0.5, 0.25 + i));
    Path cpu = file(
        "latency_helix_cpu/efficiency_observations_0_2500.pkl",
        ARCHITECTURES.subList(0, 2),
        (pickle, i) -> {
          latency(pickle, "cpu", 2, "min", "min");
          for (String name : List.of("mean_energy_cpu", "std_energy_cpu")) {
            pickle.text(name).numpyScalar("numpy.core.multiarray", "f8", "<");
            pickle.int64(Double.doubleToLongBits(0.125 * (i + 1))).raw("\u0086R");
          }
        });
    Path memory = file(
        "mem_a100/efficiency_observations_0_10000.pkl",
        ARCHITECTURES.subList(0, 4),
        (pickle, i) -> pickle.text("mean_mem").real(100.5 + i));
    Path quality = file(
        "arch_ppl_bench_s/ppl_observations_tracker_0_1000.pkl",
        List.of(ARCHITECTURES.get(4), ARCHITECTURES.get(0)),
        (pickle, i) -> pickle.text("perplexity").real(30.5 + i).text("accuracy").real(0.25));
    Path out = temp.resolve("measured");
    String printed = hwgpt(0, "import", quality, memory, gpu, cpu, energy, first, "--out", out);
    assertTrue(printed.startsWith(out.resolve("s") + ": 5 architectures"), printed);
    assertTrue(printed.contains("fit --data " + out), printed);

    MeasuredData data = MeasuredData.open(out, SearchSpace.s());
    assertEquals(
        "[perplexity, accuracy, params, macs, flops, latency@cpu_amd_7513, latency@p100,"
            + " energy@cpu_amd_7513, energy@p100, memory@a100]",
        data.objectives().toString());
    List<Integer> ids = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    List<Architecture> architectures = new ArrayList<>();
    for (int row = 0; row < data.architectures().size(); row++) {
      ids.add(data.architectures().id(row));
      blocks.add(data.architectures().block(row));
      architectures.add(data.architectures().architecture(row));
    }
    // Memory is taken after latency, so that its third row is that of number 2500.
    assertEquals(List.of(0, 1, 2500, 2501, 2502), ids);
    assertEquals(List.of(0, 0, 1, 1, 1), blocks);
    assertEquals(ARCHITECTURES, architectures);
    double none = Double.NaN;
    double[][] latencies = {{10, 10}, {11, 11}, {20, 20}, {21, 21}, {none, none}};
    equal(latencies, data, "latency@p100");
    equal(
        new double[][] {{500, 250}, {500, 1250}, {none, none}, {none, none}, {none, none}},
        data,
        "energy@p100");
    equal(
        new double[][] {{120_000, 120}, {120_000, 120}, {none, none}, {none, none}, {none, none}},
        data,
        "latency@cpu_amd_7513");
    assertTrue(data.summarized(Objective.parse("energy@cpu_amd_7513")));
    equal(new double[][] {{125}, {250}, {none}, {none}, {none}}, data, "energy@cpu_amd_7513");
    equal(new double[][] {{100.5}, {101.5}, {102.5}, {103.5}, {none}}, data, "memory@a100");
    equal(new double[][] {{31.5}, {none}, {none}, {none}, {30.5}}, data, "perplexity");
    equal(new double[][] {{5e9}, {5e9}, {5e9}, {5e9}, {none}}, data, "flops");

    String again = hwgpt(1, "import", memory, "--out", out);
    assertTrue(again.contains(out.resolve("s") + ": already exists; expected a new folder"), again);
  }

  private static void equal(double[][] expected, MeasuredData data, String objective)
      throws IOException {
    double[][] readings = data.readings(Objective.parse(objective));
    assertEquals(expected.length, readings.length);
    for (int row = 0; row < expected.length; row++) {
      assertArrayEquals(expected[row], readings[row], 1e-9, objective);
    }
  }

  @Test
  void whatWasImportedCanBeFitted() throws IOException {
    List<Architecture> architectures = architectures(400);
    Path memory = file(
        "mem_a100/efficiency_observations_0_10000.pkl",
        architectures,
        (pickle, i) -> pickle.text("mean_mem").real(100 + architectures.get(i).embedDim() * 0.5));
    Path out = temp.resolve("measured");
    hwgpt(0, "import", memory, "--out", out);
    Path models = temp.resolve("models");
    hwgpt(0, "fit", "--data", out, "--out", models);
    assertTrue(Files.exists(models.resolve("fit-report.md")));
  }

  private void refused(String what, Path... files) {
    Path out = temp.resolve("none");
    List<Object> args = new ArrayList<>(List.of("import"));
    args.addAll(List.of(files));
    args.addAll(List.of("--out", out));
    assertEquals(
        String.format(Locale.ROOT, "hwgpt import: %s: %s%n", files[0], what),
        hwgpt(1, args.toArray()));
    assertFalse(Files.exists(out));
  }

  @Test
  void whatIsWrongIsNamedWithItsFileAndRow() throws IOException {
    String name = "mem_a100/efficiency_observations_0_2.pkl";
    refused(
        "row 1: 'mean_mem' is missing, or not a number from 0 to 1.0E30",
        file(
            name,
            ARCHITECTURES.subList(0, 2),
            (pickle, i) -> pickle.text("mean_mem").real(i == 0 ? 1 : Double.NaN)));
    refused(
        "row 0: 'mean_mem' is missing, or not a number from 0 to 1.0E30",
        file(
            name,
            ARCHITECTURES.subList(0, 1),
            (pickle, i) -> pickle.text("mean_mem").real(-1)));
    refused(
        "row 0: 'energy_gpu' is missing, or not a list of at most 1000 values",
        file(
            "latency_a40/efficiency_energy_observations_tracker_0_2.pkl",
            ARCHITECTURES.subList(0, 1),
            (pickle, i) -> reals(pickle, "energy_gpu", new double[1001])));
    refused(
        "3 rows; its name allows 1 to 2",
        file(
            name,
            ARCHITECTURES.subList(0, 3),
            (pickle, i) -> pickle.text("mean_mem").real(1)));
    refused(
        "row 0: 'arch' is missing, or not a dictionary",
        write(name, new PickleBytes().raw("]}a").end()));
    refused("not a list of measurements", write(name, new PickleBytes().raw("}").end()));
    refused(
        "row 0: the row is missing, or not a dictionary",
        write(
            name,
            new PickleBytes()
                .raw("](")
                .name("os", "system")
                .text("exit")
                .raw("\u0085Re")
                .end()));
    refused(
        "not a pickle of plain data: truncated or damaged before byte 4 of 4",
        write(name, new PickleBytes().raw("](").bytes()));
    refused(
        "row 0: 'sample_mlp_ratio' has 0 values, and 'sample_n_layer' is 10",
        write(
            name,
            new PickleBytes()
                .raw("](}(")
                .text("arch")
                .raw("}(")
                .text("sample_embed_dim")
                .number(768)
                .text("sample_n_layer")
                .number(10)
                .text("sample_bias")
                .raw("\u0088")
                .text("sample_mlp_ratio")
                .raw("]uue")
                .end()));
    refused(
        "row 0: a unit in 'unit_gpu' that is not one of us, ms, s and min",
        file(
            "latency_a40/efficiency_observations_0_2.pkl",
            ARCHITECTURES.subList(0, 1),
            (pickle, i) -> latency(pickle, "gpu", 1, "ms", "h")));
    refused(
        "row 0: no energy in 'energy_gpu' and 'mean_energy_cpu'",
        file(
            "latency_a40/efficiency_energy_observations_tracker_0_2.pkl",
            ARCHITECTURES.subList(0, 1),
            (pickle, i) -> reals(pickle, "energy_gpu")));
    Path other = file(
        "mem_a100_m/efficiency_observations_0_2.pkl",
        ARCHITECTURES.subList(0, 1),
        (pickle, i) -> pickle.text("mean_mem").real(1));
    String message = hwgpt(1, "import", other, "--out", temp.resolve("none"));
    assertTrue(message.startsWith("hwgpt import: " + other + ": row 0: "), message);
    assertTrue(message.contains("embed_dim"), message);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return file;
  }

  @Test
  void namesAndOptionsThatDoNotFitAreRefused() throws IOException {
    BiConsumer<PickleBytes, Integer> one =
        (pickle, i) -> pickle.text("mean_mem").real(1);
    List<Architecture> single = ARCHITECTURES.subList(0, 1);
    Path memory = file("mem_a100/efficiency_observations_0_2.pkl", single, one);
    Path overlap = file("mem_a100/efficiency_observations_1_3.pkl", single, one);
    refused("has the same measurements as " + memory + "; allowed: one of them", overlap, memory);
    refused(
        "not the name of a raw file of the authors; expected latency_DEVICE[_m|_l] or"
            + " mem_DEVICE[_m|_l] with efficiency_observations_FROM_TO.pkl or"
            + " efficiency_energy_observations_tracker_FROM_TO.pkl in it, or arch_ppl_bench_SCALE with ppl_observations_tracker_FROM_TO.pkl",
        file("memory.pkl", single, one));
    refused(
        "Device 'A': not an id; allowed: lower-case letters, digits and '_', and between them '-',"
            + " but not '-max-' or '-min-'",
        file("mem_A/efficiency_observations_0_2.pkl", single, one));
    for (String range : List.of("2_2", "2_0", "0_20001")) {
      refused(
          "FROM " + range.replace("_", " and TO ")
              + " in its name; allowed: TO above FROM, by 20000 at most",
          file("mem_a100/efficiency_observations_" + range + ".pkl", single, one));
    }
    Path older = file("latency_v100/efficiency_energy_20_observations_0_2.pkl", single, one);
    Path other = file("mem_cpu_p100/efficiency_observations_0_2.pkl", single, one);
    hwgpt(2, "import", older, "--out", temp.resolve("none"));
    String printed = hwgpt(0, "import", other, older, "--out", temp.resolve("other"));
    assertTrue(printed.contains("memory@cpu_p100"), printed);
    assertTrue(printed.contains("Skipped: 1 files of energies"), printed);
    hwgpt(2, "import", memory, "--scale", "s", "--out", temp.resolve("none"));
    Path page = temp.resolve("page.html");
    Files.writeString(page, "<html>");
    hwgpt(2, "import", memory, page, "--out", temp.resolve("none"));
  }

  @Test
  void aNameWithTheDeviceDoesNotNeedItsFolder() throws IOException {
    Path memory = file(
        "latency_and_more/mem_a100_efficiency_observations_0_2.pkl",
        ARCHITECTURES.subList(0, 1),
        (pickle, i) -> pickle.text("mean_mem").real(1));
    String printed = hwgpt(0, "import", memory, "--out", temp.resolve("measured"));
    assertTrue(printed.contains("memory@a100"), printed);
  }

  @Test
  void nothingIsLeftOfAnImportThatWasStopped() throws IOException {
    Path memory = file(
        "mem_a100/efficiency_observations_0_2.pkl",
        ARCHITECTURES.subList(0, 1),
        (pickle, i) -> pickle.text("mean_mem").real(1));
    Path out = temp.resolve("measured");
    Path rest = write("measured/s.part/latency_ms/v100.csv", new byte[0]);
    hwgpt(0, "import", memory, "--out", out);
    assertFalse(Files.exists(rest));
    assertEquals(
        List.of(Objective.parse("memory@a100")),
        MeasuredData.open(out, SearchSpace.s()).objectives());

    Path others = temp.resolve("others");
    Path table = write("others/s/latency_ms/v100.csv", new byte[0]);
    String refused = hwgpt(1, "import", memory, "--out", others);
    assertTrue(refused.contains(others.resolve("s") + ": already exists"), refused);
    assertTrue(Files.exists(table));
  }

  @Test
  void theFirstRowsOfTheAuthorsEqualTheTables() throws IOException {
    Path published = Measurements.folder();
    Path samples = published.resolve("raw_samples");
    List<Object> args = new ArrayList<>(List.of("import"));
    try (Stream<Path> listed = Files.list(samples)) {
      listed.filter(file -> file.toString().endsWith(".pkl")).sorted().forEach(args::add);
    }
    Path out = temp.resolve("measured");
    args.addAll(List.of("--out", out));
    hwgpt(0, args.toArray());
    MeasuredData imported = MeasuredData.open(out, SearchSpace.s());
    MeasuredData tables = MeasuredData.open(published, SearchSpace.s());
    assertEquals(32, imported.architectures().size());
    assertEquals(10, imported.objectives().size());
    int compared = 0;
    for (Objective objective : imported.objectives()) {
      double[][] all = tables.readings(objective);
      double[][] readings = imported.readings(objective);
      for (int row = 0; row < readings.length; row++) {
        Architecture architecture = imported.architectures().architecture(row);
        int at =
            row < 30 ? tables.architectures().rowOf(imported.architectures().id(row)) : -1;
        for (int i = 0; at < 0 && i < tables.architectures().size(); i++) {
          at = tables.architectures().architecture(i).equals(architecture) ? i : at;
        }
        assertEquals(architecture, tables.architectures().architecture(at));
        if (!Double.isNaN(readings[row][0])) {
          assertEquals(all[at].length, readings[row].length);
          for (int i = 0; i < readings[row].length; i++) {
            // The tables have six digits.
            assertEquals(all[at][i], readings[row][i], 6e-6 * Math.abs(all[at][i]));
            compared++;
          }
        }
      }
    }
    // Ten latencies on two devices, 50 energies and one, memory, and three counts, of 30 rows each;
    // perplexity and accuracy of 30.
    assertEquals(30 * (2 * 10 + 50 + 1 + 1 + 3 + 2), compared);
  }
}
