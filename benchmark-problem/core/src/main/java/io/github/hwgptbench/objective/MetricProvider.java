package io.github.hwgptbench.objective;

import java.util.List;

/**
 * Adds metrics, which can then be named wherever objectives can: on the command line, in suites,
 * records and files. A provider is a service: its class name goes into
 * {@code META-INF/services/io.github.hwgptbench.objective.MetricProvider}.
 *
 * <pre>{@code
 * public final class Bleu implements MetricProvider {
 *   public static final Metric BLEU =
 *       new Metric("bleu", "", false, true, new Metric.Range(0, 100), "BLEU of translations");
 *
 *   public List<Metric> metrics() {
 *     return List.of(BLEU);
 *   }
 * }
 * }</pre>
 *
 * @since 0.2.0
 */
public interface MetricProvider {

  /** Returns the metrics; their ids differ from those of all other metrics. */
  List<Metric> metrics();
}
