package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A quantity of an architecture. Those of HW-GPT-Bench are constants here; a {@link MetricProvider}
 * adds others.
 *
 * <p>Hardware metrics, MACs and FLOPs are of one forward pass over {@code batch} sequences of 1024
 * tokens, where the batch is 8 at S, 4 at M and 1 at L, so they can't be compared across scales.
 *
 * <p>Immutable. The order is that of the constants, then alphabetical.
 *
 * @param id name in the text form of an objective: lower-case letters and digits, a letter first
 * @param unit such as {@code ms}; empty for plain numbers
 * @param onDevice whether the metric depends on a device, which an objective then has to name
 * @param maximized whether larger values are better
 * @param range the values that are possible
 * @param description a few words
 */
public record Metric(
    String id, String unit, boolean onDevice, boolean maximized, Range range, String description)
    implements Comparable<Metric> {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*");

  /** Perplexity on the test set, with weights inherited from the supernet. */
  public static final Metric PERPLEXITY = new Metric(
      "perplexity",
      "",
      false,
      false,
      Range.from(1),
      "perplexity with weights inherited from the supernet");

  /**
   * Next-token accuracy, 0 to 1, with weights inherited from the supernet. The one metric of
   * HW-GPT-Bench that is maximised.
   */
  public static final Metric ACCURACY = new Metric(
      "accuracy",
      "",
      false,
      true,
      new Range(0, 1),
      "next-token accuracy with weights inherited from the supernet");

  /** Number of parameters, see {@link ComputeCost}. */
  public static final Metric PARAMS =
      new Metric("params", "", false, false, Range.from(0), "number of parameters");

  /** Multiply-accumulate operations of a forward pass, see {@link ComputeCost}. */
  public static final Metric MACS = new Metric(
      "macs",
      "MAC",
      false,
      false,
      Range.from(0),
      "multiply-accumulate operations of a forward pass");

  /** Floating-point operations of a forward pass, see {@link ComputeCost}. */
  public static final Metric FLOPS = new Metric(
      "flops", "FLOP", false, false, Range.from(0), "floating-point operations of a forward pass");

  /** Time of a forward pass, milliseconds: the time on the device, summed by the profiler. */
  public static final Metric LATENCY =
      new Metric("latency", "ms", true, false, Range.from(0), "time of a forward pass");

  /**
   * Energy of a forward pass, milliwatt-hours.
   *
   * <p>The published files and plots say Wh or kWh, but the size of the numbers only fits mWh: at S
   * on the a100 the median is 0.36 for 15.6 ms, which is 82 W if it is mWh, and 82 kW if it is Wh.
   */
  public static final Metric ENERGY =
      new Metric("energy", "mWh", true, false, Range.from(0), "energy of a forward pass");

  /**
   * Memory that a GPU still holds after a forward pass (resident, not peak), megabytes of
   * 10<sup>6</sup> bytes.
   */
  public static final Metric MEMORY = new Metric(
      "memory", "MB", true, false, Range.from(0), "GPU memory held after a forward pass");

  static final List<Metric> BUILT_IN =
      List.of(PERPLEXITY, ACCURACY, PARAMS, MACS, FLOPS, LATENCY, ENERGY, MEMORY);

  /**
   * The values that a metric can have.
   *
   * @param min the smallest value
   * @param max the largest value; infinite if there is none
   */
  public record Range(double min, double max) {

    /**
     * Makes a range.
     *
     * @throws IllegalArgumentException if it is empty, or a bound is NaN
     */
    public Range {
      if (!(min < max)) {
        throw UsageException.of(
            "Range %s to %s: the first must be smaller than the second", min, max);
      }
    }

    /** Returns the range of all values from one on. */
    public static Range from(double min) {
      return new Range(min, Double.POSITIVE_INFINITY);
    }

    /** Returns whether a value is in the range; NaN is not. */
    public boolean contains(double value) {
      return value >= min && value <= max;
    }

    /** Returns {@code 0 or more}, {@code 0 to 1}. */
    @Override
    public String toString() {
      return max == Double.POSITIVE_INFINITY
          ? Text.format("%s or more", min)
          : Text.format("%s to %s", min, max);
    }
  }

  /**
   * Makes a metric.
   *
   * @throws IllegalArgumentException if the id has other characters
   */
  public Metric {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(description, "description");
    if (!ID.matcher(id).matches()) {
      throw UsageException.of(
          "Metric '%s': not an id; allowed: lower-case letters and digits, a letter first", id);
    }
  }

  /**
   * Returns all metrics that are known: those of HW-GPT-Bench, then those of each
   * {@link MetricProvider} on the class path, in alphabetical order.
   *
   * @throws IllegalStateException if a provider can't be loaded, or two metrics have the same id
   */
  public static List<Metric> all() {
    return MetricRegistry.all();
  }

  /**
   * Returns the metric of an id.
   *
   * @throws IllegalArgumentException if there is none; names the known ones
   */
  public static Metric of(String id) {
    return find(id)
        .orElseThrow(
            () -> UsageException.of("Metric '%s': unknown; %s", id, Suggestion.known(id, ids())));
  }

  static Optional<Metric> find(String id) {
    for (Metric metric : all()) {
      if (metric.id.equals(id)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  /** Returns the ids of all metrics. */
  static List<String> ids() {
    return all().stream().map(Metric::id).toList();
  }

  private int rank() {
    int index = BUILT_IN.indexOf(this);
    return index < 0 ? BUILT_IN.size() : index;
  }

  @Override
  public int compareTo(Metric other) {
    int byRank = Integer.compare(rank(), other.rank());
    return byRank != 0 ? byRank : id.compareTo(other.id);
  }

  // Those that a record gets by itself take 30 ms at their first call.
  @Override
  public boolean equals(Object other) {
    return other instanceof Metric that
        && id.equals(that.id)
        && unit.equals(that.unit)
        && onDevice == that.onDevice
        && maximized == that.maximized
        && range.min == that.range.min
        && range.max == that.range.max
        && description.equals(that.description);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return id;
  }
}
