package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A choice among values that have no order. The internal value is the index of the choice.
 *
 * @param choices one or more: null, booleans, numbers or strings. Integers are stored as
 *     {@code Integer}, or as {@code Long} if they are larger, other numbers as {@code Double}
 */
public record CategoricalDistribution(List<Object> choices) implements Distribution {

  /**
   * Makes a distribution.
   *
   * @throws IllegalArgumentException if there are no choices, or one has an unsupported type
   */
  public CategoricalDistribution {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException(
          "Categorical distribution without choices; allowed: 1 or more");
    }
    List<Object> plain = new ArrayList<>();
    choices.forEach(choice -> plain.add(plain(choice)));
    choices = Collections.unmodifiableList(plain);
  }

  /** Returns the distribution over the given choices. */
  public static CategoricalDistribution of(Object... choices) {
    return new CategoricalDistribution(Arrays.asList(choices));
  }

  private static Object plain(Object choice) {
    if (choice instanceof Byte || choice instanceof Short || choice instanceof Long) {
      long whole = ((Number) choice).longValue();
      return whole == (int) whole ? (Object) (int) whole : (Object) whole;
    }
    if (choice instanceof Float) {
      return ((Float) choice).doubleValue();
    }
    if (choice == null
        || choice instanceof Boolean
        || choice instanceof Integer
        || choice instanceof Double
        || choice instanceof String) {
      return choice;
    }
    throw new IllegalArgumentException(Text.format(
        "Choice '%s' of class %s; allowed: null, booleans, numbers and strings",
        choice, choice.getClass().getName()));
  }

  @Override
  public @Nullable Object toExternalRepr(double internal) {
    if (!contains(internal)) {
      throw new IllegalArgumentException(
          Text.format("Index %s of a choice; allowed: 0 to %d", internal, choices.size() - 1));
    }
    return choices.get((int) internal);
  }

  @Override
  public double toInternalRepr(@Nullable Object external) {
    int index = choices.indexOf(external);
    for (int i = 0; index < 0 && i < choices.size(); i++) {
      if (same(choices.get(i), external)) {
        index = i;
      }
    }
    if (index < 0) {
      throw new IllegalArgumentException(
          Text.format("Value '%s'; allowed: one of %s", external, choices));
    }
    return index;
  }

  /** Whether Python takes two choices for equal; truth values are numbers there. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    Double first = number(one);
    Double second = number(other);
    // Boxed: NaN equals itself, which Optuna wants, but so that zeros equal each other.
    return first == null || second == null
        ? Objects.equals(one, other)
        : first.equals(second) || first.doubleValue() == second;
  }

  private static @Nullable Double number(@Nullable Object choice) {
    if (choice instanceof Boolean truth) {
      return truth ? 1.0 : 0.0;
    }
    return choice instanceof Number number ? (Double) number.doubleValue() : null;
  }

  @Override
  public boolean single() {
    return choices.size() == 1;
  }

  @Override
  public boolean contains(double internal) {
    return internal > -1 && internal < choices.size();
  }

  @Override
  public int levels() {
    return choices.size();
  }

  @Override
  public double level(int level) {
    return Objects.checkIndex(level, choices.size());
  }

  @Override
  public int levelOf(double internal) {
    return (int) internal;
  }

  @Override
  public double sample(RandomGenerator random) {
    return random.nextInt(choices.size());
  }

  @Override
  public double sampleNear(double internal, RandomGenerator random) {
    if (single()) {
      return internal;
    }
    int other = random.nextInt(choices.size() - 1);
    return other < (int) internal ? other : other + 1;
  }

  @Override
  public boolean compatible(Distribution other) {
    if (!(other instanceof CategoricalDistribution that) || choices.size() != that.choices.size()) {
      return false;
    }
    for (int i = 0; i < choices.size(); i++) {
      if (!same(choices.get(i), that.choices.get(i))) {
        return false;
      }
    }
    return true;
  }
}
