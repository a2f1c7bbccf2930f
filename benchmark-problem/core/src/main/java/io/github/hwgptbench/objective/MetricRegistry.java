package io.github.hwgptbench.objective;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the metrics on the class path, once. */
final class MetricRegistry {

  private static volatile List<Metric> found;

  private MetricRegistry() {}

  /** Two threads that ask at once find the same. */
  static List<Metric> all() {
    List<Metric> metrics = found;
    if (metrics == null) {
      metrics = with(provided());
      found = metrics;
    }
    return metrics;
  }

  static List<Metric> provided() {
    try {
      return ServiceLoader.load(MetricProvider.class).stream()
          .flatMap(provider -> provider.get().metrics().stream())
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalStateException(
          "A metric on the class path can't be loaded: " + e.getMessage(), e);
    }
  }

  /** Returns the metrics of HW-GPT-Bench and others, in a fixed order. */
  static List<Metric> with(List<Metric> others) {
    Map<String, Metric> byId = new TreeMap<>();
    Stream.concat(Metric.BUILT_IN.stream(), others.stream()).forEach(metric -> {
      if (byId.put(metric.id(), metric) != null) {
        throw new IllegalStateException(String.format(
            Locale.ROOT, "Metric '%s': there are two of this id; allowed: one", metric.id()));
      }
    });
    return byId.values().stream().sorted().toList();
  }
}
