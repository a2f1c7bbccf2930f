package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {

  @TempDir
  private Path folder;

  @Test
  void kilobytesOfLinuxAre1024Bytes() throws IOException {
    Path status = Files.writeString(
        folder.resolve("status"),
        "Name:\tjava\nVmPeak:\t 9000000 kB\nVmHWM:\t  250000 kB\nVmRSS:\t 1 kB\n");
    assertEquals(256, PeakMemory.readMb(status));
  }

  @Test
  void systemsThatDoNotReportItAreRefused() throws IOException {
    Path none = folder.resolve("none");
    assertEquals(
        none
            + ": no peak resident set size (VmHWM), which Linux reports there. Measure without --memory",
        assertThrows(IOException.class, () -> PeakMemory.readMb(none)).getMessage());
    Path other = Files.writeString(folder.resolve("other"), "VmRSS:\t 1 kB\nVmHWM: many\n");
    assertThrows(IOException.class, () -> PeakMemory.readMb(other));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakIsAtLeastWhatIsResidentNow() throws IOException {
    byte[] written = new byte[64_000_000];
    Arrays.fill(written, (byte) 1);
    long residentKb = Files.readAllLines(PeakMemory.OWN_STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
    assertTrue(residentKb * 1024 > written.length);
    // The kernel counts pages of each thread, and adds them up now and then.
    double slackMb = 10;
    assertTrue(PeakMemory.readMb(PeakMemory.OWN_STATUS) > residentKb * 1024 / 1e6 - slackMb);
  }
}
