package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting of an algorithm: its name, description, default value and allowed values. Immutable.
 *
 * <p>An algorithm keeps its settings in constants, which declare them
 * ({@link AlgorithmFactory#settings}) and read their values ({@link Settings#get}).
 *
 * @param <T> type of the values
 */
public final class Setting<T> {

  private static final String AUTO = "auto";

  private final String name;
  private final T initial;
  private final String allowed;
  private final String description;
  private final Function<String, T> reader;
  private final Function<T, String> writer;

  private Setting(
      String name,
      T initial,
      String allowed,
      String description,
      Function<String, T> reader,
      Function<T, String> writer) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          Text.format("Setting '%s': allowed: lower-case letters, digits and hyphens", name));
    }
    this.name = name;
    this.initial = initial;
    this.allowed = allowed;
    this.description = description;
    this.reader = reader;
    this.writer = writer;
    parse(writer.apply(initial));
  }

  /**
   * Makes a setting of integers.
   *
   * @param name lower-case letters, digits and hyphens
   * @param initial the default value
   * @param least the minimum
   * @param most the maximum; {@link Integer#MAX_VALUE} for none
   * @param description a description in one line
   * @throws IllegalArgumentException if the name or the default value is not allowed
   */
  public static Setting<Integer> whole(
      String name, int initial, int least, int most, String description) {
    return new Setting<>(
        name,
        initial,
        range(least, most),
        description,
        text -> inRange(Integer.valueOf(text), least, most),
        String::valueOf);
  }

  /**
   * Makes a setting of integers, or {@code auto}, in which case the algorithm chooses and the value
   * is empty; {@code auto} is the default.
   *
   * @param name lower-case letters, digits and hyphens
   * @param least the minimum
   * @param most the maximum; {@link Integer#MAX_VALUE} for none
   * @param description a description in one line, with the choice of the algorithm
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static Setting<OptionalInt> wholeOrAuto(
      String name, int least, int most, String description) {
    return new Setting<>(
        name,
        OptionalInt.empty(),
        AUTO + ", " + range(least, most),
        description,
        text -> text.equals(AUTO)
            ? OptionalInt.empty()
            : OptionalInt.of(inRange(Integer.valueOf(text), least, most)),
        value -> value.isPresent() ? String.valueOf(value.getAsInt()) : AUTO);
  }

  /**
   * Makes a setting of numbers.
   *
   * @param name lower-case letters, digits and hyphens
   * @param initial the default value
   * @param least the minimum
   * @param most the maximum
   * @param description a description in one line
   * @throws IllegalArgumentException if the name or the default value is not allowed
   */
  public static Setting<Double> real(
      String name, double initial, double least, double most, String description) {
    return new Setting<>(
        name,
        initial,
        plain(least) + " to " + plain(most),
        description,
        text -> inRange(Double.valueOf(text), least, most),
        Setting::plain);
  }

  /**
   * Makes a setting of one or more numbers, written with colons in between, as in {@code 1:2.5}.
   *
   * @param name lower-case letters, digits and hyphens
   * @param initial the default values
   * @param least the minimum
   * @param most the maximum
   * @param description a description in one line
   * @throws IllegalArgumentException if the name or a default value is not allowed
   */
  public static Setting<List<Double>> reals(
      String name, List<Double> initial, double least, double most, String description) {
    return new Setting<>(
        name,
        List.copyOf(initial),
        "numbers separated by ':', each "
            + (most == Double.MAX_VALUE
                ? plain(least) + " or more"
                : plain(least) + " to " + plain(most)),
        description,
        text -> Arrays.stream(text.split(":", -1))
            .map(part -> inRange(Double.valueOf(part), least, most))
            .toList(),
        values -> values.stream().map(Setting::plain).collect(Collectors.joining(":")));
  }

  /**
   * Makes a setting of yes or no, written {@code true} and {@code false}.
   *
   * @param name lower-case letters, digits and hyphens
   * @param initial the default value
   * @param description a description in one line
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static Setting<Boolean> flag(String name, boolean initial, String description) {
    return new Setting<>(
        name, initial, "true, false", description, Setting::truth, String::valueOf);
  }

  /**
   * Makes a setting with a few values, the constants of an enumeration; {@code LOG_EI} is written
   * {@code log-ei}.
   *
   * @param name lower-case letters, digits and hyphens
   * @param initial the default value
   * @param description a description in one line
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static <E extends Enum<E>> Setting<E> choice(String name, E initial, String description) {
    List<E> values = Arrays.asList(initial.getDeclaringClass().getEnumConstants());
    List<String> names = values.stream().map(Setting::spelled).toList();
    return new Setting<>(
        name,
        initial,
        String.join(", ", names),
        description,
        text -> {
          int index = names.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException(Suggestion.known(text, names));
          }
          return values.get(index);
        },
        Setting::spelled);
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <N extends Comparable<N>> N inRange(N value, N least, N most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static String range(int least, int most) {
    return most == Integer.MAX_VALUE
        ? Text.format("%d or more", least)
        : Text.format("%d to %d", least, most);
  }

  /** Integers without a fraction. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the default value. */
  public T initial() {
    return initial;
  }

  /** Returns the default value, as text that {@link #parse} reads. */
  public String initialText() {
    return writer.apply(initial);
  }

  /** Returns the allowed values, as text, such as {@code 1 or more}. */
  public String allowed() {
    return allowed;
  }

  /** Returns the description in one line. */
  public String description() {
    return description;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is not allowed; the message has the allowed values
   */
  public T parse(String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Text.format("Setting '%s': '%s' is not allowed; allowed: %s", name, text, allowed), e);
    }
  }

  /** Writes a value, so that {@link #parse} reads it. */
  String write(Object value) {
    @SuppressWarnings("unchecked") // Settings keeps nothing but what parse or initial returned
    T own = (T) value;
    return writer.apply(own);
  }

  /** Returns the name and the default value, as in {@code tournament=10}. */
  @Override
  public String toString() {
    return name + "=" + initialText();
  }
}
