package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A quantity of a network, as HW-GPT-Bench measures or counts it. Hardware metrics, MACs and FLOPs
 * are of one forward pass over {@code batch} sequences of 1024 tokens, where the batch is 8 at S, 4
 * at M and 1 at L, so they can't be compared across scales.
 */
public enum Metric {
  /** Perplexity on the test set, with weights inherited from the supernet. */
  PERPLEXITY("", false, false, "perplexity with weights inherited from the supernet"),

  /**
   * Next-token accuracy, 0 to 1, with weights inherited from the supernet. The one metric that is
   * maximised.
   */
  ACCURACY("", false, true, "next-token accuracy with weights inherited from the supernet"),

  /** Number of parameters, see {@link ComputeCost}. */
  PARAMS("", false, false, "number of parameters"),

  /** Multiply-accumulate operations of a forward pass, see {@link ComputeCost}. */
  MACS("MAC", false, false, "multiply-accumulate operations of a forward pass"),

  /** Floating-point operations of a forward pass, see {@link ComputeCost}. */
  FLOPS("FLOP", false, false, "floating-point operations of a forward pass"),

  /** Time of a forward pass, milliseconds: the time on the device, summed by the profiler. */
  LATENCY("ms", true, false, "time of a forward pass"),

  /**
   * Energy of a forward pass, milliwatt-hours.
   *
   * <p>The published files and plots say Wh or kWh, but the size of the numbers only fits mWh: at S
   * on the a100 the median is 0.36 for 15.6 ms, which is 82 W if it is mWh, and 82 kW if it is Wh.
   */
  ENERGY("mWh", true, false, "energy of a forward pass"),

  /**
   * Memory that a GPU still holds after a forward pass (resident, not peak), megabytes of
   * 10<sup>6</sup> bytes.
   */
  MEMORY("MB", true, false, "GPU memory held after a forward pass");

  private final String unit;
  private final boolean onDevice;
  private final boolean maximized;
  private final String description;

  Metric(String unit, boolean onDevice, boolean maximized, String description) {
    this.unit = unit;
    this.onDevice = onDevice;
    this.maximized = maximized;
    this.description = description;
  }

  /**
   * Returns the metric of an {@link #id}.
   *
   * @throws IllegalArgumentException if there is none; names those that there are
   */
  public static Metric of(String id) {
    return Stream.of(values())
        .filter(metric -> metric.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(String.format(
            Locale.ROOT, "Metric '%s': unknown; %s", id, Suggestion.known(id, ids()))));
  }

  /** Returns the ids of all metrics. */
  static List<String> ids() {
    return Stream.of(values()).map(Metric::id).toList();
  }

  /** Returns the name in lower case, as it stands in the text form of an objective. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the unit, such as {@code ms}; empty for plain numbers. */
  public String unit() {
    return unit;
  }

  /** Tells whether the metric depends on a device, which an objective then has to name. */
  public boolean onDevice() {
    return onDevice;
  }

  /** Tells whether more is better. */
  public boolean maximized() {
    return maximized;
  }

  /** Returns a few words on what the metric is. */
  public String description() {
    return description;
  }
}
