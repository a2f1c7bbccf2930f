package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A device on which hardware metrics are measured: one of the {@link #known} ones of HW-GPT-Bench,
 * or a custom one.
 *
 * @param id lower-case letters, digits and {@code _}, and within it {@code -}, but neither
 *     {@code -max-} nor {@code -min-}, which mark constraints in names of problems
 * @param kind its kind
 */
public record Device(String id, Kind kind) {

  /** The sort of a device. */
  public enum Kind {
    /** A graphics card or accelerator. */
    GPU,
    /** A processor. */
    CPU
  }

  static final String ALLOWED =
      "lower-case letters, digits and '_', and between them '-', but not '-max-' or '-min-'";

  private static final Pattern ID = Pattern.compile("[a-z0-9_]+(-(?!(max|min)-)[a-z0-9_]+)*");

  private static final List<Device> KNOWN = List.of(
      new Device("a100", Kind.GPU),
      new Device("a40", Kind.GPU),
      new Device("h100", Kind.GPU),
      new Device("rtx2080", Kind.GPU),
      new Device("rtx3080", Kind.GPU),
      new Device("a6000", Kind.GPU),
      new Device("v100", Kind.GPU),
      new Device("p100", Kind.GPU),
      new Device("cpu_amd_7452", Kind.CPU),
      new Device("cpu_amd_7502", Kind.CPU),
      new Device("cpu_amd_7513", Kind.CPU),
      new Device("cpu_xeon_gold", Kind.CPU),
      new Device("cpu_xeon_silver", Kind.CPU));

  private static final List<String> WITH_MEMORY = List.of("a100", "rtx2080");

  /**
   * Makes a device.
   *
   * @throws IllegalArgumentException if the id has other characters
   */
  public Device {
    if (!isId(id)) {
      throw UsageException.of("Device '%s': not an id; allowed: %s", id, ALLOWED);
    }
    FileName.of("Device", id);
  }

  /** Returns whether a string has the form of ids of devices and names of sources. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Returns the 13 devices of the published measurements, GPUs first. */
  public static List<Device> known() {
    return KNOWN;
  }

  /** Returns the ids of {@link #known}, in the same order. */
  public static List<String> knownIds() {
    return KNOWN.stream().map(Device::id).toList();
  }

  /**
   * Returns the known device of an id.
   *
   * @throws IllegalArgumentException if there is none; names the known ones
   */
  public static Device of(String id) {
    return KNOWN.stream()
        .filter(device -> device.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            UsageException.of("Device '%s': unknown; %s", id, Suggestion.known(id, knownIds())));
  }

  /**
   * Returns the known devices that a metric was measured on: all of them for latency and energy,
   * two for memory, and none for a metric that does not depend on a device.
   */
  public static List<Device> measuring(Metric metric) {
    if (metric.equals(Metric.MEMORY)) {
      return KNOWN.stream().filter(device -> WITH_MEMORY.contains(device.id)).toList();
    }
    return metric.equals(Metric.LATENCY) || metric.equals(Metric.ENERGY) ? KNOWN : List.of();
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return id;
  }
}
