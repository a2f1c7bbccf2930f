package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Device DEVICE = new Device("my-laptop", Device.Kind.CPU);
  private static final List<Architecture> ARCHITECTURES = Collector.sample(SPACE, 12, 1);

  @TempDir
  private Path folder;

  private Collector collector;
  private final AtomicInteger loads = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException {
    collector = new Collector(MeasurementTables.create(folder, SPACE, ARCHITECTURES));
  }

  private static MeasuringConditions conditions(int threads) {
    return new MeasuringConditions("a network", 1, 64, threads, 1, 2, 5, "a machine", "a runtime");
  }

  /** Does nothing, a given number of times; what it takes is what this machine makes of it. */
  private DeviceNetwork load(Architecture architecture, int most) {
    if (loads.incrementAndGet() > most) {
      throw new IllegalStateException("the power went off");
    }
    return new DeviceNetwork() {
      @Override
      public void run() {
        Math.sqrt(architecture.layers());
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void samplesDifferAndHaveBothEnds() {
    assertEquals(12, new HashSet<>(ARCHITECTURES).size());
    assertEquals(SPACE.smallest(), ARCHITECTURES.get(0));
    assertEquals(SPACE.largest(), ARCHITECTURES.get(1));
    assertEquals(ARCHITECTURES, Collector.sample(SPACE, 12, 1));
    SearchSpace four = SearchSpace.builder("four")
        .embedDims(8, 16)
        .layerCounts(1)
        .headCounts(1)
        .mlpRatios(2)
        .build();
    assertEquals(4, Collector.sample(four, 4, 1).size());
    assertEquals(
        "5 architectures of space 'four'; allowed: 2 to 4",
        assertThrows(IllegalArgumentException.class, () -> Collector.sample(four, 5, 1))
            .getMessage());
  }

  @Test
  void tablesAreWhatFitsAreMadeOf() throws IOException {
    collector.latency(DEVICE, a -> load(a, 1000), conditions(1), 3, () -> {});
    collector.quality("a supernet", a -> new double[] {a.embedDim(), 1.0 / a.layers()}, () -> {});
    MeasuredData measured = MeasuredData.open(folder, SPACE);
    for (int row = 0; row < ARCHITECTURES.size(); row++) {
      assertEquals(ARCHITECTURES.get(row), measured.architectures().architecture(row));
    }
    double[][] latency =
        measured.readings(Objective.parse("latency@my-laptop", List.of("my-laptop")));
    assertEquals(6, latency[0].length);
    double[][] perplexity = measured.readings(Objective.parse("perplexity"));
    double[][] accuracy = measured.readings(Objective.parse("accuracy"));
    for (int row = 0; row < ARCHITECTURES.size(); row++) {
      assertArrayEquals(new double[] {ARCHITECTURES.get(row).embedDim()}, perplexity[row]);
      assertArrayEquals(new double[] {1.0 / ARCHITECTURES.get(row).layers()}, accuracy[row]);
    }
  }

  @Test
  void finishedRoundsAreKeptAndNotRepeated() throws IOException {
    int size = ARCHITECTURES.size();
    assertThrows(
        IllegalStateException.class,
        () -> collector.latency(DEVICE, a -> load(a, 2 * size + 3), conditions(1), 4, () -> {}));
    double[][] before = collector.tables().latenciesMs(DEVICE);
    assertEquals(4, before[0].length);
    loads.set(0);
    AtomicInteger steps = new AtomicInteger();
    Drift drift =
        collector.latency(DEVICE, a -> load(a, 1000), conditions(1), 4, steps::incrementAndGet);
    assertEquals(2 * size, loads.get());
    assertEquals(4 * size, steps.get());
    assertEquals(4, drift.levels().size());
    double[][] after = collector.tables().latenciesMs(DEVICE);
    assertEquals(8, after[0].length);
    assertArrayEquals(before[3], Arrays.copyOf(after[3], 4));
  }

  @Test
  void readingsOfOtherConditionsAreNotPutTogether() throws IOException {
    collector.latency(DEVICE, a -> load(a, 1000), conditions(1), 1, () -> {});
    IllegalArgumentException refused = assertThrows(
        IllegalArgumentException.class,
        () -> collector.latency(DEVICE, a -> load(a, 1000), conditions(2), 2, () -> {}));
    assertTrue(refused.getMessage().startsWith("Device 'my-laptop': measured before, with "));
    Files.writeString(folder.resolve("s/latency_ms/my-laptop.json"), "{\n  \"batch\": x");
    IOException unreadable = assertThrows(
        IOException.class,
        () -> collector.latency(DEVICE, a -> load(a, 1000), conditions(1), 2, () -> {}));
    assertTrue(
        unreadable.getMessage().contains("my-laptop.json: not JSON at line 2, "),
        unreadable.getMessage());
  }

  @Test
  void oneProcessAtATimeMeasuresADevice() throws IOException {
    Device other = new Device("other-laptop", Device.Kind.CPU);
    List<String> refusals = new ArrayList<>();
    collector.latency(
        DEVICE,
        a -> {
          if (refusals.isEmpty()) {
            assertDoesNotThrow(
                () -> collector.latency(other, b -> load(b, 1000), conditions(1), 1, () -> {}));
            refusals.add(assertThrows(
                    IOException.class,
                    () -> collector.latency(DEVICE, b -> load(b, 1000), conditions(1), 2, () -> {}))
                .getMessage());
          }
          return load(a, 1000);
        },
        conditions(1),
        1,
        () -> {});
    assertEquals(
        List.of(folder.resolve("s/latency_ms")
            + ": 'my-laptop' is measured by another process; wait until it ends, or name another"
            + " folder"),
        refusals);
    assertEquals(2, collector.tables().latenciesMs(DEVICE)[0].length);
    assertEquals(2, collector.tables().latenciesMs(other)[0].length);
    collector.quality(
        "a supernet",
        a -> {
          IOException refused = assertThrows(
              IOException.class,
              () -> collector.quality("a supernet", b -> new double[] {1, 1}, () -> {}));
          assertTrue(refused.getMessage().contains("perplexity and accuracy are measured"));
          return new double[] {20, 0.5};
        },
        () -> {});
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(), files.filter(it -> it.toString().endsWith(".lock")).toList());
    }
  }

  @Test
  void qualityGoesOnWhereItStopped() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    assertThrows(
        IllegalStateException.class,
        () -> collector.quality(
            "a supernet",
            a -> {
              if (asked.incrementAndGet() > 5) {
                throw new IllegalStateException("the power went off");
              }
              return new double[] {20, 0.5};
            },
            () -> {}));
    asked.set(0);
    collector.quality(
        "a supernet",
        a -> {
          asked.incrementAndGet();
          return new double[] {30, 0.4};
        },
        () -> {});
    assertEquals(ARCHITECTURES.size() - 5, asked.get());
    assertEquals(
        folder.resolve("s")
            + ": perplexity and accuracy are of another supernet or corpus (a supernet, and this is another); name another folder",
        assertThrows(
                IllegalArgumentException.class,
                () -> collector.quality("another", a -> new double[] {1, 1}, () -> {}))
            .getMessage());
    double[][] quality = collector.tables().quality();
    assertEquals(20, quality[4][0]);
    assertEquals(30, quality[5][0]);
  }

  @Test
  void memoryGoesOnWhereItStoppedBesideOtherDevices() throws IOException {
    Device other = new Device("other-laptop", Device.Kind.CPU);
    collector.memory(other, conditions(1), a -> a.layers(), () -> {});
    AtomicInteger asked = new AtomicInteger();
    assertThrows(
        IllegalStateException.class,
        () -> collector.memory(
            DEVICE,
            conditions(1),
            a -> {
              if (asked.incrementAndGet() > 5) {
                throw new IllegalStateException("the power went off");
              }
              return 200;
            },
            () -> {}));
    collector.memory(DEVICE, conditions(1), a -> 300, () -> {});
    MeasuredData measured = MeasuredData.open(folder, SPACE);
    double[][] memory =
        measured.readings(Objective.parse("memory@my-laptop", List.of("my-laptop")));
    assertArrayEquals(new double[] {200}, memory[4]);
    assertArrayEquals(new double[] {300}, memory[5]);
    double[][] others =
        measured.readings(Objective.parse("memory@other-laptop", List.of("other-laptop")));
    for (int row = 0; row < ARCHITECTURES.size(); row++) {
      assertArrayEquals(new double[] {ARCHITECTURES.get(row).layers()}, others[row]);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> collector.memory(DEVICE, conditions(2), a -> 1, () -> {}));
  }

  @Test
  void tablesThatAreThereAreFoundAndNotBegunAgain() throws IOException {
    assertFalse(MeasurementTables.find(folder, SearchSpace.m()).isPresent());
    assertEquals(
        ARCHITECTURES, MeasurementTables.find(folder, SPACE).orElseThrow().architectures());
    IOException refused = assertThrows(
        IOException.class, () -> MeasurementTables.create(folder, SPACE, ARCHITECTURES));
    assertEquals(
        folder.resolve("s/architectures.csv.gz") + ": already exists; expected a new folder",
        refused.getMessage());
  }
}
