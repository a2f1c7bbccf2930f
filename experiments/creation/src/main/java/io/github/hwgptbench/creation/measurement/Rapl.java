package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The energy counters of the processor packages of a Linux machine (RAPL, running average power
 * limit), of Intel and of AMD, in {@code /sys/class/powercap}. They count what all of a package
 * takes, whatever runs on it, and neither memory modules nor graphics cards.
 *
 * <p>Of the domains {@code intel-rapl:N} those named {@code package-N} are read. Parts of a package
 * ({@code intel-rapl:N:M}), the same packages by another way ({@code intel-rapl-mmio:N}) and the
 * whole platform ({@code psys}) would count energy twice.
 *
 * @since 0.2.0
 */
public final class Rapl {

  /** Where Linux has the counters. */
  public static final Path POWERCAP = Path.of("/sys/class/powercap");

  /** Counters move about every millisecond: a pass that is shorter than this is repeated. */
  static final double LEAST_MS = 100;

  private static final Pattern DOMAIN = Pattern.compile("intel-rapl:\\d+");
  private static final double MICROJOULES_PER_MILLIWATT_HOUR = 3.6e6;

  private final List<Counter> counters;

  /** A counter that begins again at 0 after its range, microjoules. */
  private record Counter(Path file, long range) {}

  private Rapl(List<Counter> counters) {
    this.counters = counters;
  }

  /**
   * Opens the counters.
   *
   * @param powercap the folder of the domains, {@link #POWERCAP}
   * @throws IOException if there are none, or they may not be read; says how to fix it
   */
  public static Rapl open(Path powercap) throws IOException {
    List<Counter> counters = new ArrayList<>();
    for (Path domain : domains(powercap)) {
      if (text(domain.resolve("name")).startsWith("package-")) {
        Path energy = domain.resolve("energy_uj");
        number(energy);
        counters.add(new Counter(energy, number(domain.resolve("max_energy_range_uj"))));
      }
    }
    if (counters.isEmpty()) {
      throw new IOException(Text.format(
          "%s: no energy counter of a processor package (intel-rapl:N); Linux has them on Intel and"
              + " AMD processors, virtual machines and containers mostly don't. Measure without"
              + " --energy",
          powercap));
    }
    return new Rapl(List.copyOf(counters));
  }

  private static List<Path> domains(Path powercap) throws IOException {
    if (!Files.isDirectory(powercap)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(powercap)) {
      return listed
          .filter(path -> DOMAIN.matcher(path.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (AccessDeniedException e) {
      throw new IOException(
          Text.format(
              "%s: may not be read: Linux keeps energy counters for root (CVE-2020-8694). Run as"
                  + " root, or allow it until the next start with: sudo chmod a+r"
                  + " /sys/class/powercap/intel-rapl:*/energy_uj",
              file),
          e);
    } catch (IOException e) {
      throw new IOException(Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  private static long number(Path file) throws IOException {
    String text = text(file);
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IOException(
        Text.format("%s: '%s'; expected a number of microjoules, 0 or more", file, text));
  }

  /** Returns the number of packages. */
  public int packages() {
    return counters.size();
  }

  /**
   * Measures the energy of a pass. A pass that takes less than 100 ms is repeated until they are
   * over, and the mean is returned.
   *
   * @return of all packages, milliwatt-hours
   * @throws UncheckedIOException if a counter can't be read any more, or none has moved
   */
  public double energyMwh(Runnable pass) {
    long[] before = read();
    long start = System.nanoTime();
    int passes = 0;
    do {
      pass.run();
      passes++;
    } while ((System.nanoTime() - start) / 1e6 < LEAST_MS);
    double microjoules = microjoules(before, read());
    if (!(microjoules > 0)) {
      throw new UncheckedIOException(new IOException(Text.format(
          "%s: does not advance, or was reset; the counters of a virtual machine may not count."
              + " Measure without --energy",
          counters.get(0).file)));
    }
    return microjoules / MICROJOULES_PER_MILLIWATT_HOUR / passes;
  }

  private long[] read() {
    long[] values = new long[counters.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = number(counters.get(i).file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  /** A counter that is lower than before has begun again, once. */
  private double microjoules(long[] before, long[] after) {
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      long difference = after[i] - before[i];
      sum += difference >= 0 ? difference : difference + counters.get(i).range;
    }
    return sum;
  }
}
