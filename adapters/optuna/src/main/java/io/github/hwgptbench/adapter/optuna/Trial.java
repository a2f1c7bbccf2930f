package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.internal.text.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running trial. An objective asks it for the values of its parameters, which may depend on
 * earlier values. A parameter keeps its value if it is asked for again.
 *
 * <p>For use by one thread at a time.
 */
public final class Trial {

  private final Study study;
  private final FrozenTrial start;
  private final Map<String, Object> fixed;
  /** What the sampler chose at the beginning. */
  private final Map<String, Object> relative;

  private final Map<String, Object> params;
  private final Map<String, Distribution> distributions;

  Trial(Study study, FrozenTrial start, Map<String, Object> fixed, SamplingTask task) {
    this.study = study;
    this.start = start;
    this.fixed = fixed;
    this.relative = study.sampler().sampleRelative(study, start, task);
    this.params = new LinkedHashMap<>(start.params());
    this.distributions = new LinkedHashMap<>(start.distributions());
  }

  /** Where it is in its storage. */
  int id() {
    return start.id();
  }

  /** Returns the number of the trial in its study, from 0. */
  public int number() {
    return start.number();
  }

  /** Returns its study. */
  public Study study() {
    return study;
  }

  /** Returns when it was started. */
  public Instant datetimeStart() {
    return start.datetimeStart().orElseThrow();
  }

  /** Returns the values of the parameters so far. */
  public Map<String, Object> params() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** Returns the distributions of the parameters so far. */
  public Map<String, Distribution> distributions() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
  }

  /**
   * Returns one of the given choices.
   *
   * @param name of the parameter
   * @param choices null, booleans, numbers or strings; the same in every trial of a study, in the
   *     same order
   * @throws IllegalArgumentException if there are none, one has another type, or earlier trials had
   *     other ones
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  public final <T> T suggestCategorical(String name, T... choices) {
    return suggestCategorical(name, Arrays.asList(choices));
  }

  /** Returns one of the given choices, as {@link #suggestCategorical(String, Object...)} does. */
  public <T> T suggestCategorical(String name, List<T> choices) {
    CategoricalDistribution distribution =
        new CategoricalDistribution(Collections.unmodifiableList(choices));
    return choices.get((int) distribution.toInternalRepr(suggest(name, distribution)));
  }

  /** Returns an integer from {@code low} to {@code high}, both included. */
  public int suggestInt(String name, int low, int high) {
    return suggestInt(name, low, high, 1);
  }

  /** Returns {@code low} plus an integer number of steps, up to {@code high}. */
  public int suggestInt(String name, int low, int high, int step) {
    return suggestNumber(name, new IntDistribution(low, high, false, step)).intValue();
  }

  /** Returns an integer from {@code low} to {@code high}, uniform in its logarithm. */
  public int suggestIntLog(String name, int low, int high) {
    return suggestNumber(name, new IntDistribution(low, high, true, 1)).intValue();
  }

  /** Returns a number from {@code low} to {@code high}. */
  public double suggestFloat(String name, double low, double high) {
    return suggestNumber(name, new FloatDistribution(low, high)).doubleValue();
  }

  /** Returns {@code low} plus an integer number of steps, up to {@code high}. */
  public double suggestFloat(String name, double low, double high, double step) {
    return suggestNumber(name, new FloatDistribution(low, high, false, step)).doubleValue();
  }

  /** Returns a number from {@code low} to {@code high}, uniform in its logarithm. */
  public double suggestFloatLog(String name, double low, double high) {
    return suggestNumber(name, new FloatDistribution(low, high, true, null)).doubleValue();
  }

  private Number suggestNumber(String name, Distribution distribution) {
    return (Number) Objects.requireNonNull(suggest(name, distribution));
  }

  /**
   * Returns a value of a distribution.
   *
   * @throws IllegalArgumentException if earlier trials, or this one, have an incompatible
   *     distribution of this parameter
   * @throws IllegalStateException if the trial is finished
   */
  public @Nullable Object suggest(String name, Distribution distribution) {
    suggest(Map.of(name, distribution));
    return params.get(name);
  }

  /**
   * Chooses a value for each active parameter of a space, given the values of the others.
   *
   * @return all values of the trial so far
   */
  public Map<String, Object> suggest(ParameterSpace space) {
    for (Map<String, Distribution> missing = space.missing(params);
        !missing.isEmpty();
        missing = space.missing(params)) {
      suggest(missing);
    }
    return params();
  }

  /** Chooses values for some parameters, which are written together. */
  private void suggest(Map<String, Distribution> wanted) {
    Map<String, Distribution> added = new LinkedHashMap<>();
    Map<String, Double> internal = new LinkedHashMap<>();
    wanted.forEach((name, distribution) -> {
      Distribution known = distributions.get(name);
      if (known == null) {
        added.put(name, distribution);
        internal.put(name, distribution.toInternalRepr(choose(name, distribution)));
      } else if (!known.compatible(distribution)) {
        throw new IllegalArgumentException(Text.format(
            "Parameter '%s': %s; in this trial it already is %s", name, distribution, known));
      }
    });
    if (added.isEmpty()) {
      return;
    }
    study.storage().setParams(id(), added, internal);
    internal.forEach((name, value) -> {
      Distribution distribution = Objects.requireNonNull(added.get(name));
      params.put(name, distribution.toExternalRepr(value));
      distributions.put(name, distribution);
    });
  }

  private @Nullable Object choose(String name, Distribution distribution) {
    if (fixed.containsKey(name)) {
      return fixed.get(name);
    }
    if (distribution.single()) {
      return distribution.toExternalRepr(distribution.level(0));
    }
    if (relative.containsKey(name) && fits(relative.get(name), distribution)) {
      return relative.get(name);
    }
    return study.sampler().sampleIndependent(study, start, name, distribution);
  }

  private static boolean fits(@Nullable Object value, Distribution distribution) {
    try {
      return distribution.contains(distribution.toInternalRepr(value));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Sets a user attribute of the trial.
   *
   * @param value null, a boolean, a number, a string, or a list or map of these
   * @throws IllegalArgumentException if it is of another kind
   */
  public void setUserAttr(String name, @Nullable Object value) {
    study.storage().setTrialAttrs(id(), Owner.USER, Collections.singletonMap(name, value));
  }

  /**
   * Sets the value of a constraint, which holds if the value is 0 or less.
   *
   * @throws IllegalArgumentException if it is NaN
   */
  public void setConstraint(String name, double value) {
    setConstraints(Map.of(name, value));
  }

  /** Sets the values of several constraints, as {@link #setConstraint} does. */
  public void setConstraints(Map<String, Double> values) {
    Map<String, Object> attrs = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (value.isNaN()) {
        throw new IllegalArgumentException(
            Text.format("Constraint '%s' is NaN; allowed: finite and infinite numbers", name));
      }
      attrs.put(FrozenTrial.constraintAttr(name), value);
    });
    study.storage().setTrialAttrs(id(), Owner.SYSTEM, attrs);
  }

  /**
   * Notes several things about the trial together.
   *
   * @param values by name, each as in {@link #setUserAttr}
   * @throws IllegalArgumentException if one is of another kind
   */
  void setUserAttrs(Map<String, ?> values) {
    study.storage().setTrialAttrs(id(), Owner.USER, values);
  }

  /**
   * Reports an intermediate value.
   *
   * @param step 0 or more, such as the amount of a fidelity; of several reports of a step the first
   *     counts
   * @throws UnsupportedOperationException if the study has several objectives
   * @throws IllegalArgumentException if the step is negative
   */
  public void report(double value, long step) {
    if (study.directions().size() > 1) {
      throw new UnsupportedOperationException(Text.format(
          "Report of 1 value in a study of %d objectives; allowed: one value per objective",
          study.directions().size()));
    }
    report(new double[] {value}, step);
  }

  /**
   * Reports intermediate values. Optuna does not support those of several objectives; they are in
   * the user attribute {@code intermediate_values:STEP} of the trial.
   *
   * @param values one per objective
   * @param step 0 or more, such as the amount of a fidelity; of several reports of a step the first
   *     counts
   * @throws IllegalArgumentException if the number of values differs from that of the objectives,
   *     or the step is negative
   * @since 0.2.0
   */
  public void report(double[] values, long step) {
    if (values.length != study.directions().size()) {
      throw new IllegalArgumentException(Text.format(
          "Report of %d values; allowed: one for each of the %d objectives",
          values.length, study.directions().size()));
    }
    if (step < 0) {
      throw new IllegalArgumentException(Text.format("Step %d; allowed: 0 or more", step));
    }
    study.storage().report(id(), step, values);
  }

  /**
   * Returns whether the pruner of the study prunes the trial, by its reports. If so, the objective
   * should throw a {@link TrialPrunedException}.
   *
   * @since 0.2.0
   */
  public boolean shouldPrune() {
    return study.prunes(this);
  }
}
