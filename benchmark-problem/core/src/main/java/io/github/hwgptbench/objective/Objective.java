package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric, the device that it is of if it depends on one, and the source of its values where there
 * are several.
 *
 * <p>The text form is {@code perplexity}, {@code latency@a100}, {@code energy@cpu_xeon_gold}, and
 * with a source {@code perplexity@supernet} and {@code memory@a100@published}.
 *
 * <p>Immutable. The order is by metric, source, and device, the published devices first.
 */
public final class Objective implements Comparable<Objective>, Criterion {

  private static final Comparator<Objective> ORDER = Comparator.comparing(Objective::metric)
      .thenComparing(objective -> objective.source)
      .thenComparing(Objective::deviceRank)
      .thenComparing(objective -> objective.device);

  private static final String PUBLISHED = "published";

  /** How objectives of the authors' networks were written before they had a source. */
  private static final Pattern OLD_NAME = Pattern.compile("([a-z0-9]+(?:@[^@]+)?)_" + PUBLISHED);

  private final Metric metric;
  /** Empty if the metric depends on none. */
  private final String device;
  /** Empty for the default source. */
  private final String source;

  private Objective(Metric metric, String device, String source) {
    boolean old = metric.onDevice() && source.isEmpty() && device.endsWith("_" + PUBLISHED);
    this.metric = metric;
    this.device = old ? device.substring(0, device.lastIndexOf('_')) : device;
    this.source = old ? PUBLISHED : source;
    checkName(this.device);
    checkName(this.source);
    if (metric.onDevice() && this.device.isEmpty()) {
      throw UsageException.of(
          "Objective '%s': needs a device, such as %s@a100", metric.id(), metric.id());
    }
  }

  private void checkName(String name) {
    if (!name.isEmpty() && !Device.isId(name)) {
      throw UsageException.of(
          "Objective '%s': '%s' is not a name; allowed: %s", this, name, Device.ALLOWED);
    }
  }

  private int deviceRank() {
    int known = Device.knownIds().indexOf(device);
    return known < 0 ? Device.known().size() : known;
  }

  /**
   * Returns the objective of a metric that depends on no device, from the default source.
   *
   * @throws IllegalArgumentException if the metric needs a device
   */
  public static Objective of(Metric metric) {
    return new Objective(metric, "", "");
  }

  /**
   * Returns the objective of a metric on a device, from the default source.
   *
   * @throws IllegalArgumentException if the metric depends on no device
   */
  public static Objective of(Metric metric, Device device) {
    return of(metric, device.id());
  }

  /**
   * Returns the objective of a metric on a device, from the default source.
   *
   * @param device the id of the device
   * @throws IllegalArgumentException if the metric depends on no device, or the device is not an id
   */
  public static Objective of(Metric metric, String device) {
    if (!metric.onDevice()) {
      throw onNoDevice(metric, device);
    }
    return new Objective(metric, device, "");
  }

  /**
   * Returns the same metric on the same device from another source.
   *
   * @param name of the form that ids of devices have; empty for the default source
   * @throws IllegalArgumentException if the name has other characters
   */
  public Objective from(String name) {
    return new Objective(metric, device, name);
  }

  /**
   * Reads the text form, with a device that the metric was measured on in the published data.
   *
   * @throws IllegalArgumentException if the text is not an objective; names the error and the known
   *     objectives
   */
  public static Objective parse(String text) {
    Objective objective = parseAnyDevice(text);
    return objective.on(
        Device.measuring(objective.metric).stream().map(Device::id).toList(), text);
  }

  /**
   * Reads the text form, with a device that the caller knows.
   *
   * @param deviceIds the ids of all devices allowed
   * @throws IllegalArgumentException if the text is not an objective; names the error and the known
   *     objectives
   */
  public static Objective parse(String text, Collection<String> deviceIds) {
    return parseAnyDevice(text).on(deviceIds, text);
  }

  /**
   * Reads the text form, whatever the device is called; for files that may name devices of other
   * users. Old names, such as {@code memory@a100_published}, are read too.
   *
   * @throws IllegalArgumentException if the text is not an objective; names the error and the known
   *     objectives
   */
  public static Objective parseAnyDevice(String text) {
    String stripped = text.strip();
    String[] parts = renamed(stripped).orElse(stripped).split("@", -1);
    String id = parts[0];
    Metric metric = Metric.find(id)
        .orElseThrow(() -> UsageException.of(
            "Objective '%s': unknown metric '%s'; %s",
            stripped, id, Suggestion.known(id, Metric.ids())));
    int most = metric.onDevice() ? 3 : 2;
    if (parts.length > most) {
      throw UsageException.of(
          "Objective '%s': %d parts; allowed: %s",
          stripped,
          parts.length,
          metric.onDevice() ? id + "@device or " + id + "@device@source" : id + "@source");
    }
    for (int part = 1; part < parts.length; part++) {
      if (parts[part].isEmpty()) {
        throw UsageException.of(
            "Objective '%s': nothing after '@'; expected a %s",
            stripped, metric.onDevice() && part == 1 ? "device" : "source");
      }
    }
    String last = parts.length == most ? parts[most - 1] : "";
    if (metric.onDevice()) {
      return new Objective(metric, parts.length > 1 ? parts[1] : "", last);
    }
    if (Device.knownIds().contains(last)) {
      throw onNoDevice(metric, last);
    }
    return new Objective(metric, "", last);
  }

  /**
   * Returns the present name of an objective that is given by an old one:
   * {@code memory@a100@published} for {@code memory@a100_published}, {@code perplexity@published}
   * for {@code perplexity_published}; empty for any other text.
   */
  public static Optional<String> renamed(String text) {
    Matcher old = OLD_NAME.matcher(text.strip());
    boolean known = old.matches()
        && Metric.all().stream()
            .filter(metric -> metric.id().equals(old.group(1).replaceFirst("@.*", "")))
            .anyMatch(metric -> metric.onDevice() == old.group(1).contains("@"));
    return known ? Optional.of(old.group(1) + "@" + PUBLISHED) : Optional.empty();
  }

  /**
   * Returns a copy of a choice among known objectives.
   *
   * @param chosen in the order of the values
   * @param known all that can be chosen
   * @param refusal the error for any other, such as {@code has no closed form}
   * @throws IllegalArgumentException if one is not known or chosen twice; names it and what is
   *     known
   */
  public static List<Objective> choice(
      List<Objective> chosen, Collection<Objective> known, String refusal) {
    Set<Objective> seen = new HashSet<>();
    for (Objective objective : chosen) {
      if (!known.contains(objective)) {
        throw UsageException.of(
            "Objective '%s': %s; %s",
            objective,
            refusal,
            Suggestion.known(
                objective.toString(), known.stream().map(Objective::toString).toList()));
      }
      if (!seen.add(objective)) {
        throw UsageException.of("Objective '%s': given twice; allowed: once", objective);
      }
    }
    return List.copyOf(chosen);
  }

  private Objective on(Collection<String> deviceIds, String text) {
    if (metric.onDevice() && !deviceIds.contains(device)) {
      String what = Device.knownIds().contains(device) ? "was not measured on" : "unknown device";
      throw UsageException.of(
          "Objective '%s': %s '%s'; %s",
          text.strip(), what, device, Suggestion.known(device, deviceIds));
    }
    return this;
  }

  private static UsageException onNoDevice(Metric metric, String device) {
    return UsageException.of(
        "Objective '%s@%s': %s does not depend on a device; write '%s'",
        metric.id(), device, metric.id(), metric.id());
  }

  /** Returns the metric. */
  public Metric metric() {
    return metric;
  }

  /** Returns the id of the device; empty if the metric depends on none. */
  public Optional<String> device() {
    return optional(device);
  }

  /** Returns the name of the source; empty for the default one. */
  public Optional<String> source() {
    return optional(source);
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Returns the text form. */
  @Override
  public String name() {
    return toString();
  }

  @Override
  public String unit() {
    return metric.unit();
  }

  @Override
  public boolean maximized() {
    return metric.maximized();
  }

  /**
   * Returns the name in records, names of problems, imported files, hashes and seeds. It never
   * changes between versions: it is the text form, except for {@code memory@a100@published}, which
   * was {@code memory@a100_published} when the first records were written.
   */
  public String key() {
    return metric.onDevice() && source.equals(PUBLISHED)
        ? metric.id() + "@" + device + "_" + PUBLISHED
        : toString();
  }

  @Override
  public int compareTo(Objective other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Objective that
        && metric.equals(that.metric)
        && device.equals(that.device)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * metric.hashCode() + device.hashCode()) + source.hashCode();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return metric.id()
        + (device.isEmpty() ? "" : "@" + device)
        + (source.isEmpty() ? "" : "@" + source);
  }
}
