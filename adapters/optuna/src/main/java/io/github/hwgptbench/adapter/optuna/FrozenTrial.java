package io.github.hwgptbench.adapter.optuna;

import com.google.common.primitives.Longs;
import io.github.hwgptbench.internal.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a trial at some moment. Immutable.
 *
 * <p>{@link #complete} and {@link #builder} make trials that can be added to a study, which numbers
 * them.
 */
public final class FrozenTrial {

  private static final String CONSTRAINTS = "constraints";
  private static final String CONSTRAINT = CONSTRAINTS + ":";
  static final String REPORT = "intermediate_values:";

  private final int id;
  private final int number;
  private final TrialState state;
  private final List<Double> values;
  private final Map<String, Object> params;
  private final Map<String, Distribution> distributions;
  private final Map<String, Object> userAttrs;
  private final Map<String, Object> systemAttrs;
  private final Map<Long, Double> intermediateValues;
  private final @Nullable Instant datetimeStart;
  private final @Nullable Instant datetimeComplete;

  private FrozenTrial(Builder builder) {
    id = builder.id;
    number = builder.number;
    state = builder.state;
    values = builder.values;
    params = Collections.unmodifiableMap(new LinkedHashMap<>(builder.params));
    distributions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.distributions));
    userAttrs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.userAttrs));
    systemAttrs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.systemAttrs));
    intermediateValues = Collections.unmodifiableMap(new TreeMap<>(builder.intermediateValues));
    datetimeStart = builder.datetimeStart;
    datetimeComplete = builder.datetimeComplete;
  }

  /** Begins a complete trial with values, in the order of the objectives of the study. */
  public static Builder complete(double... values) {
    return builder(TrialState.COMPLETE).values(values);
  }

  /** Begins a trial of any state. */
  public static Builder builder(TrialState state) {
    return new Builder(state);
  }

  /** Where it is in its storage, counted from 0 over all studies; -1 in none. */
  int id() {
    return id;
  }

  /** Returns the number of the trial in its study, from 0; -1 if it is not in a study. */
  public int number() {
    return number;
  }

  /** Returns the state of the trial. */
  public TrialState state() {
    return state;
  }

  /**
   * Returns the values in the order of the objectives; empty unless it is complete, or was pruned
   * with a value.
   */
  public List<Double> values() {
    return values;
  }

  /**
   * Returns the value of the only objective.
   *
   * @throws IllegalStateException if there is not exactly one value
   */
  public double value() {
    if (values.size() != 1) {
      throw new IllegalStateException(
          Text.format("Trial %d has %d values; use values()", number, values.size()));
    }
    return values.get(0);
  }

  /** Returns the values of its parameters, in the order in which they were suggested. */
  public Map<String, Object> params() {
    return params;
  }

  /** Returns the distributions of its parameters, in the order in which they were suggested. */
  public Map<String, Distribution> distributions() {
    return distributions;
  }

  /** Returns the attributes that users have set: JSON values by name. */
  public Map<String, Object> userAttrs() {
    return userAttrs;
  }

  /**
   * Returns the attributes that Optuna, samplers and this package have set: JSON values by name.
   */
  public Map<String, Object> systemAttrs() {
    return systemAttrs;
  }

  /**
   * Returns the reported intermediate values by step; empty in a study of several objectives.
   * {@link #reports} supports these too.
   */
  public Map<Long, Double> intermediateValues() {
    return intermediateValues;
  }

  /**
   * Returns the reported intermediate values by step, ascending, with one value per objective.
   *
   * @since 0.2.0
   */
  public SortedMap<Long, List<Double>> reports() {
    TreeMap<Long, List<Double>> reports = new TreeMap<>();
    intermediateValues.forEach((step, value) -> reports.put(step, List.of(value)));
    userAttrs.forEach((name, value) -> step(name).ifPresent(step -> {
      List<Double> values = numbers(value);
      if (values.size() > 1) {
        reports.put(step, values);
      }
    }));
    return Collections.unmodifiableSortedMap(reports);
  }

  private static Optional<Long> step(String attr) {
    return attr.startsWith(REPORT)
        ? Optional.ofNullable(Longs.tryParse(attr.substring(REPORT.length())))
        : Optional.empty();
  }

  /** Returns the numbers of a list; none if it is something else. */
  static List<Double> numbers(@Nullable Object list) {
    return list instanceof List<?> values && values.stream().allMatch(Number.class::isInstance)
        ? values.stream().map(value -> ((Number) value).doubleValue()).toList()
        : List.of();
  }

  /** The user attribute that holds what was reported of several objectives. */
  static String reportAttr(long step) {
    return REPORT + step;
  }

  /** Returns when it was started; empty while it is waiting. */
  public Optional<Instant> datetimeStart() {
    return Optional.ofNullable(datetimeStart);
  }

  /** Returns when it was finished; empty if it is not finished. */
  public Optional<Instant> datetimeComplete() {
    return Optional.ofNullable(datetimeComplete);
  }

  /** Returns its duration; empty if it is not finished. */
  public Optional<Duration> duration() {
    return datetimeStart()
        .flatMap(start -> datetimeComplete().map(complete -> Duration.between(start, complete)));
  }

  /**
   * Returns the values of its constraints by name; a constraint holds if its value is 0 or less.
   * Constraints of Optuna before 5.0, which have no names, are numbered from 0.
   */
  public Map<String, Double> constraints() {
    Map<String, Double> constraints = new LinkedHashMap<>();
    if (systemAttrs.get(CONSTRAINTS) instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Number number) {
          constraints.put(Integer.toString(i), number.doubleValue());
        }
      }
    }
    systemAttrs.forEach((key, value) -> {
      if (key.startsWith(CONSTRAINT) && value instanceof Number number) {
        constraints.put(key.substring(CONSTRAINT.length()), number.doubleValue());
      }
    });
    return constraints;
  }

  /** The system attribute that holds a constraint. */
  static String constraintAttr(String name) {
    return CONSTRAINT + name;
  }

  /**
   * Whether it is complete with one value per objective, which in a journal nobody makes sure of.
   */
  boolean completeWith(int objectives) {
    return state == TrialState.COMPLETE && values.size() == objectives;
  }

  /** Returns whether all constraints hold. */
  public boolean feasible() {
    return constraints().values().stream().allMatch(value -> value <= 0);
  }

  /** The sum of the violations; 0 if all constraints hold. */
  double totalViolation() {
    return constraints().values().stream()
        .mapToDouble(value -> Math.max(0, value))
        .sum();
  }

  /** Returns the number, the state, the values and the parameters. */
  @Override
  public String toString() {
    return Text.format("trial %d: %s %s %s", number, state, values, params);
  }

  /** Builds a trial. */
  public static final class Builder {

    private final TrialState state;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Distribution> distributions = new LinkedHashMap<>();
    private final Map<String, Object> userAttrs = new LinkedHashMap<>();
    private final Map<String, Object> systemAttrs = new LinkedHashMap<>();
    private final Map<Long, Double> intermediateValues = new TreeMap<>();
    private int id = -1;
    private int number = -1;
    private List<Double> values = List.of();
    private @Nullable Instant datetimeStart;
    private @Nullable Instant datetimeComplete;

    private Builder(TrialState state) {
      this.state = state;
    }

    Builder id(int id, int number) {
      this.id = id;
      this.number = number;
      return this;
    }

    /** Sets the values, in the order of the objectives. */
    public Builder values(double... values) {
      this.values = Arrays.stream(values).boxed().toList();
      return this;
    }

    Builder values(List<Double> values) {
      this.values = List.copyOf(values);
      return this;
    }

    /**
     * Adds a parameter.
     *
     * @throws IllegalArgumentException if the value is not among those of the distribution
     */
    public Builder param(String name, @Nullable Object value, Distribution distribution) {
      double internal = distribution.toInternalRepr(value);
      if (!distribution.contains(internal)) {
        throw new IllegalArgumentException(Text.format(
            "Parameter '%s': value %s; allowed: values of %s", name, value, distribution));
      }
      params.put(name, distribution.toExternalRepr(internal));
      distributions.put(name, distribution);
      return this;
    }

    Builder params(Map<String, Object> values, Map<String, Distribution> of) {
      params.putAll(values);
      distributions.putAll(of);
      return this;
    }

    /**
     * Adds a user attribute.
     *
     * @param value null, a boolean, a number, a string, or a list or map of these
     * @throws IllegalArgumentException if it has another type
     */
    public Builder userAttr(String name, @Nullable Object value) {
      userAttrs.put(name, Json.frozen(value));
      return this;
    }

    Builder userAttrs(Map<String, ?> attributes) {
      attributes.forEach(this::userAttr);
      return this;
    }

    Builder systemAttrs(Map<String, ?> attributes) {
      attributes.forEach((name, value) -> systemAttrs.put(name, Json.frozen(value)));
      return this;
    }

    /** Adds a constraint, which holds if its value is 0 or less. */
    public Builder constraint(String name, double value) {
      systemAttrs.put(constraintAttr(name), value);
      return this;
    }

    Builder intermediateValues(Map<Long, Double> reported) {
      intermediateValues.putAll(reported);
      return this;
    }

    /** Sets when it was started; by default, or with null, when it is added. */
    public Builder datetimeStart(@Nullable Instant start) {
      datetimeStart = start;
      return this;
    }

    /** Sets when it was finished; by default, or with null, when it is added. */
    public Builder datetimeComplete(@Nullable Instant complete) {
      datetimeComplete = complete;
      return this;
    }

    /** Returns the trial. */
    public FrozenTrial build() {
      return new FrozenTrial(this);
    }
  }
}
