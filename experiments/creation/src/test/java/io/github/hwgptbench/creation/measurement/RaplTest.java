package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a tree of the form that Linux has on a machine with two packages. */
class RaplTest {

  private static final long RANGE = 262_143_328_850L;

  @TempDir
  private Path powercap;

  @BeforeEach
  void tree() throws IOException {
    domain("intel-rapl:0", "package-0", 1_000_000);
    domain("intel-rapl:0:0", "core", 500_000);
    domain("intel-rapl:0:1", "dram", 200_000);
    domain("intel-rapl:1", "package-1", RANGE - 1_800_000);
    domain("intel-rapl:2", "psys", 9_000_000);
    domain("intel-rapl-mmio:0", "package-0", 1_000_000);
    Files.createDirectory(powercap.resolve("intel-rapl"));
    Files.createDirectory(powercap.resolve("dtpm"));
  }

  private void domain(String folder, String name, long energy) throws IOException {
    Path domain = Files.createDirectories(powercap.resolve(folder));
    Files.writeString(domain.resolve("name"), name + "\n");
    Files.writeString(domain.resolve("max_energy_range_uj"), RANGE + "\n");
    write(folder, Long.toString(energy));
  }

  private void write(String folder, String energy) {
    try {
      Files.writeString(powercap.resolve(folder).resolve("energy_uj"), energy + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void untilOneIsEnough() {
    long start = System.nanoTime();
    while ((System.nanoTime() - start) / 1e6 < Rapl.LEAST_MS) {
      Thread.onSpinWait();
    }
  }

  @Test
  void packagesAreAddedAndWrapAround() throws IOException {
    Rapl rapl = Rapl.open(powercap);
    assertEquals(2, rapl.packages());
    // 3.6 J on the first package; 1.8 J to the end of the second one's range, and 5.4 J from there.
    double energy = rapl.energyMwh(() -> {
      untilOneIsEnough();
      write("intel-rapl:0", "4600000");
      write("intel-rapl:1", "5400000");
    });
    assertEquals(3, energy, 1e-9);
  }

  @Test
  void shortPassesAreRepeated() throws IOException {
    Rapl rapl = Rapl.open(powercap);
    int[] passes = {0};
    double energy = rapl.energyMwh(() -> {
      long start = System.nanoTime();
      while ((System.nanoTime() - start) / 1e6 < Rapl.LEAST_MS / 8) {
        Thread.onSpinWait();
      }
      passes[0]++;
      write("intel-rapl:0", Long.toString(1_000_000 + passes[0] * 7_200_000L));
    });
    assertTrue(passes[0] > 1, () -> passes[0] + " passes");
    assertEquals(2, energy, 1e-9);
  }

  @Test
  void countersThatStandStillOrAreResetAreRefused() throws IOException {
    Rapl rapl = Rapl.open(powercap);
    UncheckedIOException still =
        assertThrows(UncheckedIOException.class, () -> rapl.energyMwh(RaplTest::untilOneIsEnough));
    assertTrue(
        still.getMessage().contains("energy_uj: does not advance, or was reset"),
        still.getMessage());
  }

  @Test
  void machinesWithoutCountersAreToldWhatToDo() throws IOException {
    Path none = powercap.resolve("none");
    assertEquals(
        none + ": no energy counter of a processor package (intel-rapl:N); Linux has them on Intel"
            + " and AMD processors, virtual machines and containers mostly don't. Measure without"
            + " --energy",
        assertThrows(IOException.class, () -> Rapl.open(none)).getMessage());
    write("intel-rapl:1", "many");
    assertEquals(
        powercap.resolve("intel-rapl:1").resolve("energy_uj")
            + ": 'many'; expected a number of microjoules, 0 or more",
        assertThrows(IOException.class, () -> Rapl.open(powercap)).getMessage());
    Files.delete(powercap.resolve("intel-rapl:0").resolve("max_energy_range_uj"));
    String missing = assertThrows(IOException.class, () -> Rapl.open(powercap)).getMessage();
    assertTrue(missing.contains("max_energy_range_uj: can't be read"), missing);
  }

  @Test
  void countersForRootAreNamedWithTheRemedy() throws IOException {
    Path energy = powercap.resolve("intel-rapl:0").resolve("energy_uj");
    assumeFalse(
        powercap.getFileSystem().supportedFileAttributeViews().stream().noneMatch("posix"::equals));
    Files.setPosixFilePermissions(energy, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(energy), "root reads everything");
    String message = assertThrows(IOException.class, () -> Rapl.open(powercap)).getMessage();
    assertTrue(message.startsWith(energy + ": may not be read"), message);
    assertTrue(message.contains("sudo chmod a+r"), message);
  }
}
