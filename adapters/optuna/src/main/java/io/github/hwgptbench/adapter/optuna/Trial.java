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
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A trial that is running. An objective asks it for the values of its parameters; what it asks for
 * may depend on earlier values. A parameter that is asked for a second time keeps its value.
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

  /** Returns which trial of its study it is, counted from 0. */
  public int number() {
    return start.number();
  }

  /** Returns what it is a trial of. */
  public Study study() {
    return study;
  }

  /** Returns when it was begun with. */
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
   * Returns one of some choices.
   *
   * @param name of the parameter
   * @param choices null, truth values, numbers or texts; the same in every trial of a study, in the
   *     same order
   * @throws IllegalArgumentException if there are none, one is of another kind, or earlier trials
   *     had others
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  public final <T> T suggestCategorical(String name, T... choices) {
    return suggestCategorical(name, Arrays.asList(choices));
  }

  /** Returns one of some choices, as {@link #suggestCategorical(String, Object...)} does. */
  public <T> T suggestCategorical(String name, List<T> choices) {
    CategoricalDistribution distribution =
        new CategoricalDistribution(Collections.unmodifiableList(choices));
    return choices.get((int) distribution.toInternalRepr(suggest(name, distribution)));
  }

  /** Returns an integer from {@code low} to {@code high}, both included. */
  public int suggestInt(String name, int low, int high) {
    return suggestInt(name, low, high, 1);
  }

  /** Returns {@code low}, or an integer number of steps more, up to {@code high}. */
  public int suggestInt(String name, int low, int high, int step) {
    return suggestNumber(name, new IntDistribution(low, high, false, step)).intValue();
  }

  /** Returns an integer from {@code low} to {@code high}, small ones as often as large ones. */
  public int suggestIntLog(String name, int low, int high) {
    return suggestNumber(name, new IntDistribution(low, high, true, 1)).intValue();
  }

  /** Returns a number from {@code low} to {@code high}. */
  public double suggestFloat(String name, double low, double high) {
    return suggestNumber(name, new FloatDistribution(low, high)).doubleValue();
  }

  /** Returns {@code low}, or an integer number of steps more, up to {@code high}. */
  public double suggestFloat(String name, double low, double high, double step) {
    return suggestNumber(name, new FloatDistribution(low, high, false, OptionalDouble.of(step)))
        .doubleValue();
  }

  /** Returns a number from {@code low} to {@code high}, uniform in its logarithm. */
  public double suggestFloatLog(String name, double low, double high) {
    return suggestNumber(name, new FloatDistribution(low, high, true, OptionalDouble.empty()))
        .doubleValue();
  }

  private Number suggestNumber(String name, Distribution distribution) {
    return (Number) Objects.requireNonNull(suggest(name, distribution));
  }

  /**
   * Returns a value of a distribution.
   *
   * @throws IllegalArgumentException if earlier trials had another kind of it, or this one did
   * @throws IllegalStateException if the trial is finished
   */
  public @Nullable Object suggest(String name, Distribution distribution) {
    suggest(Map.of(name, distribution));
    return params.get(name);
  }

  /**
   * Chooses a value for each parameter of a space that exists, given the values of the others.
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
            "Parameter '%s': %s; in this trial it is %s already", name, distribution, known));
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
   * Notes something about the trial.
   *
   * @param value null, a truth value, a number, a text, or a list or map of such
   * @throws IllegalArgumentException if it is of another kind
   */
  public void setUserAttr(String name, @Nullable Object value) {
    study.storage().setTrialAttrs(id(), Owner.USER, Collections.singletonMap(name, value));
  }

  /**
   * Says how a constraint fares, which holds if its value is 0 or less.
   *
   * @throws IllegalArgumentException if it is NaN
   */
  public void setConstraint(String name, double value) {
    setConstraints(Map.of(name, value));
  }

  /** Says how several constraints fare, as {@link #setConstraint} does. */
  public void setConstraints(Map<String, Double> values) {
    Map<String, Object> attrs = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (value.isNaN()) {
        throw new IllegalArgumentException(
            Text.format("Constraint '%s' is NaN; allowed: numbers and infinities", name));
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
   * Notes a value on the way to the last one.
   *
   * @param step 0 or more, such as the amount of a fidelity; of several reports of a step the first
   *     counts
   * @throws UnsupportedOperationException if there are more objectives, each of which has a value
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
   * Notes values on the way to the last ones. Optuna has no place for those of several objectives;
   * they stand in the user attribute {@code intermediate_values:STEP} of the trial.
   *
   * @param values one per objective
   * @param step 0 or more, such as the amount of a fidelity; of several reports of a step the first
   *     counts
   * @throws IllegalArgumentException if there are not as many values as objectives, or the step is
   *     negative
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
   * Returns whether the pruner of the study gives the trial up, by what it has reported. If so, the
   * objective throws a {@link TrialPrunedException}.
   *
   * @since 0.2.0
   */
  public boolean shouldPrune() {
    return study.prunes(this);
  }
}
