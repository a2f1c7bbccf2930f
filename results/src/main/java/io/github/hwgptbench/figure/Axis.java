package io.github.hwgptbench.figure;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An axis of numbers.
 *
 * @param label what it shows, with its unit
 * @param scale how numbers are spread on it
 * @param from where it begins; empty if where the data do
 * @param to where it ends; empty if where the data do
 */
public record Axis(String label, Scale scale, OptionalDouble from, OptionalDouble to) {

  /** How numbers are spread on an axis. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** By their logarithm; numbers that are not positive are left out. */
    LOG;

    /** Returns whether a number has a place on an axis. */
    boolean shows(double value) {
      return Double.isFinite(value) && (this == LINEAR || value > 0);
    }
  }

  /**
   * Makes an axis.
   *
   * @throws IllegalArgumentException if an end is not finite or not on the scale, or the axis does
   *     not rise
   */
  public Axis {
    Scale chosen = scale;
    from.ifPresent(value -> checkShown(chosen, value));
    to.ifPresent(value -> checkShown(chosen, value));
    if (from.isPresent() && to.isPresent() && !(from.getAsDouble() < to.getAsDouble())) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Axis '%s' from %s to %s; must rise",
          label,
          from.getAsDouble(),
          to.getAsDouble()));
    }
  }

  private static void checkShown(Scale scale, double value) {
    if (!scale.shows(value)) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "End %s of an axis; allowed: finite%s",
          value,
          scale == Scale.LOG ? ", positive" : ""));
    }
  }

  /** Returns a linear axis as long as the data. */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Returns a logarithmic axis as long as the data. */
  public static Axis log(String label) {
    return new Axis(label, Scale.LOG, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Returns the axis, beginning at a number. */
  public Axis from(double value) {
    return new Axis(label, scale, OptionalDouble.of(value), to);
  }

  /** Returns the axis, ending at a number. */
  public Axis to(double value) {
    return new Axis(label, scale, from, OptionalDouble.of(value));
  }
}
