package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * An axis of numbers.
 *
 * @param label what it shows, with its unit
 * @param scale how numbers are spread on it
 * @param begin where it begins; null if where the data do
 * @param end where it ends; null if where the data do
 */
public record Axis(
    String label,
    Scale scale,
    @Nullable Double begin,
    @Nullable Double end) {

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
    checkShown(scale, begin);
    checkShown(scale, end);
    if (begin != null && end != null && !(begin < end)) {
      throw new IllegalArgumentException(
          Text.format("Axis '%s' from %s to %s; must rise", label, begin, end));
    }
  }

  private static void checkShown(Scale scale, @Nullable Double value) {
    if (value != null && !scale.shows(value)) {
      throw new IllegalArgumentException(Text.format(
          "End %s of an axis; allowed: finite%s", value, scale == Scale.LOG ? ", positive" : ""));
    }
  }

  /** Returns a linear axis as long as the data. */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, null, null);
  }

  /** Returns a logarithmic axis as long as the data. */
  public static Axis log(String label) {
    return new Axis(label, Scale.LOG, null, null);
  }

  /** Returns the axis, beginning at a number. */
  public Axis from(double value) {
    return new Axis(label, scale, value, end);
  }

  /** Returns the axis, ending at a number. */
  public Axis to(double value) {
    return new Axis(label, scale, begin, value);
  }
}
