package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A metric together with where it is from: on which device, for a metric that depends on one, and
 * else from which source, where there are several.
 *
 * <p>The text form is {@code perplexity}, {@code latency@a100}, {@code energy@cpu_xeon_gold}, or
 * with a source {@code perplexity@published}.
 *
 * @param metric what is measured
 * @param qualifier the id of the device, or the name of the source; empty for the usual source. Of
 *     the form that ids of devices have
 */
public record Objective(Metric metric, String qualifier) {

  /**
   * Makes an objective; whether the device or the source is known is for those to say who have a
   * list of them.
   *
   * @throws IllegalArgumentException if the metric needs a device and there is none, or the
   *     qualifier has other characters
   */
  public Objective {
    Objects.requireNonNull(metric, "metric");
    if (!qualifier.isEmpty() && !Device.isId(qualifier)) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s@%s': '%s' is not a name; allowed: %s",
          metric.id(),
          qualifier,
          qualifier,
          Device.ALLOWED));
    }
    if (metric.onDevice() && qualifier.isEmpty()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': needs a device, such as %s@a100",
          metric.id(),
          metric.id()));
    }
  }

  /**
   * Returns the objective of a metric that depends on no device, from its usual source.
   *
   * @throws IllegalArgumentException if the metric needs a device
   */
  public static Objective of(Metric metric) {
    return new Objective(metric, "");
  }

  /**
   * Returns the objective of a metric on a device.
   *
   * @throws IllegalArgumentException if the metric depends on no device
   */
  public static Objective of(Metric metric, Device device) {
    if (!metric.onDevice()) {
      throw onNoDevice(metric, device.id());
    }
    return new Objective(metric, device.id());
  }

  /**
   * Reads the text form, with a device that the metric was measured on in the published data.
   *
   * @throws IllegalArgumentException if the text is not an objective; names what is wrong with it,
   *     and what is known
   */
  public static Objective parse(String text) {
    Objective objective = parseAnyDevice(text);
    return objective.on(ids(Device.measuring(objective.metric)), text);
  }

  /**
   * Reads the text form, with a device that the caller knows.
   *
   * @param deviceIds the ids of all devices allowed
   * @throws IllegalArgumentException if the text is not an objective; names what is wrong with it,
   *     and what is known
   */
  public static Objective parse(String text, Collection<String> deviceIds) {
    return parseAnyDevice(text).on(deviceIds, text);
  }

  /**
   * Reads the text form, whatever the device is called; for files that may name devices of other
   * users.
   *
   * @throws IllegalArgumentException if the text is not an objective; names what is wrong with it,
   *     and what is known
   */
  public static Objective parseAnyDevice(String text) {
    String stripped = text.strip();
    int at = stripped.indexOf('@');
    String id = at < 0 ? stripped : stripped.substring(0, at);
    if (!Metric.ids().contains(id)) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': unknown metric '%s'; %s",
          stripped,
          id,
          Suggestion.known(id, Metric.ids())));
    }
    Metric metric = Metric.of(id);
    String qualifier = at < 0 ? "" : stripped.substring(at + 1);
    if (at >= 0 && qualifier.isEmpty()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': nothing after '@'; expected a %s",
          stripped,
          metric.onDevice() ? "device" : "source"));
    }
    if (!metric.onDevice() && Device.knownIds().contains(qualifier)) {
      throw onNoDevice(metric, qualifier);
    }
    return new Objective(metric, qualifier);
  }

  private Objective on(Collection<String> deviceIds, String text) {
    if (metric.onDevice() && !deviceIds.contains(qualifier)) {
      String what =
          Device.knownIds().contains(qualifier) ? "was not measured on" : "unknown device";
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': %s '%s'; %s",
          text.strip(),
          what,
          qualifier,
          Suggestion.known(qualifier, deviceIds)));
    }
    return this;
  }

  private static List<String> ids(Collection<Device> devices) {
    return devices.stream().map(Device::id).toList();
  }

  private static IllegalArgumentException onNoDevice(Metric metric, String device) {
    return new IllegalArgumentException(String.format(
        Locale.ROOT,
        "Objective '%s@%s': %s does not depend on a device; write '%s'",
        metric.id(),
        device,
        metric.id(),
        metric.id()));
  }

  /** Returns the id of the device; empty if the metric depends on none. */
  public Optional<String> device() {
    return metric.onDevice() ? Optional.of(qualifier) : Optional.empty();
  }

  /** Returns the name of the source; empty for the usual one, and for metrics on a device. */
  public Optional<String> source() {
    return metric.onDevice() || qualifier.isEmpty() ? Optional.empty() : Optional.of(qualifier);
  }

  /** Returns the unit of the values, such as {@code ms}; empty for plain numbers. */
  public String unit() {
    return metric.unit();
  }

  // Those that a record gets by itself take 30 ms at their first call.
  @Override
  public boolean equals(Object other) {
    return other instanceof Objective that
        && metric == that.metric
        && qualifier.equals(that.qualifier);
  }

  @Override
  public int hashCode() {
    return 31 * metric.hashCode() + qualifier.hashCode();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return qualifier.isEmpty() ? metric.id() : metric.id() + "@" + qualifier;
  }
}
