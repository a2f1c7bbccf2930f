package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The peak resident set size of a process on Linux: the most memory that it has had in RAM at once,
 * all of the process included.
 *
 * @since 0.2.0
 */
public final class PeakMemory {

  /** Where Linux reports the memory of the process that reads it. */
  public static final Path OWN_STATUS = Path.of("/proc/self/status");

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");
  private static final double BYTES = 1024;

  private PeakMemory() {}

  /**
   * Reads the peak.
   *
   * @param status a file in the format of {@link #OWN_STATUS}
   * @return megabytes, 1 MB being 1,000,000 bytes
   * @throws IOException if this system doesn't report it
   */
  public static double readMb(Path status) throws IOException {
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        Matcher peak = PEAK.matcher(line);
        if (peak.matches()) {
          return Long.parseLong(peak.group(1)) * BYTES / 1e6;
        }
      }
    }
    throw new IOException(Text.format(
        "%s: no peak resident set size (VmHWM), which Linux reports there. Measure without --memory",
        status));
  }
}
