package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.PluginException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the metrics on the class path, once; without streams, which a first query has to wait for.
 */
final class MetricRegistry {

  private static volatile @Nullable List<Metric> found;

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
      List<Metric> metrics = new ArrayList<>();
      for (MetricProvider provider : ServiceLoader.load(MetricProvider.class)) {
        metrics.addAll(provider.metrics());
      }
      return metrics;
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new PluginException("A metric on the class path can't be loaded: " + e.getMessage(), e);
    }
  }

  /** Returns the metrics of HW-GPT-Bench and others, in a fixed order. */
  static List<Metric> with(List<Metric> others) {
    List<Metric> all = new ArrayList<>(Metric.BUILT_IN);
    Set<String> ids = new HashSet<>();
    all.addAll(others);
    for (Metric metric : all) {
      if (!ids.add(metric.id())) {
        throw new PluginException(
            Text.format("Metric '%s': two have this id; allowed: one", metric.id()));
      }
    }
    Collections.sort(all);
    return List.copyOf(all);
  }
}
