package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A number from a range.
 *
 * @param low the smallest
 * @param high the largest; lowered to the last value that is a multiple of {@code step} above
 *     {@code low}
 * @param log whether the logarithm is uniform; then there is no {@code step}, and {@code low} is
 *     positive
 * @param step difference of successive values, positive; null if all numbers of the range are
 *     values
 */
public record FloatDistribution(
    double low, double high, boolean log, @Nullable Double step) implements Distribution {

  /** How far from a step a value may be, in steps; of Optuna. */
  private static final double TOLERANCE = 1e-8;

  private static final double REACH = 0.25;

  /**
   * Makes a distribution.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public FloatDistribution {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          Text.format("Numbers from %s to %s; allowed: finite and ascending", low, high));
    }
    if (log && low <= 0) {
      throw new IllegalArgumentException(
          Text.format("Logarithmic numbers from %s; allowed: above 0", low));
    }
    if (step != null) {
      if (log || !(step > 0) || Double.isInfinite(step)) {
        throw new IllegalArgumentException(Text.format(
            "Step %s of %snumbers; allowed: above 0 and finite, and none if logarithmic",
            step, log ? "logarithmic " : ""));
      }
      // In decimals, as Optuna does: 0.1 is a tenth there, so that 0 to 1 by 0.1 ends at 1.
      BigDecimal least = BigDecimal.valueOf(low);
      BigDecimal by = BigDecimal.valueOf(step);
      BigDecimal beyond = BigDecimal.valueOf(high).subtract(least).remainder(by);
      high = BigDecimal.valueOf(high).subtract(beyond).doubleValue();
    }
  }

  /** Makes the distribution of all numbers of a range. */
  public FloatDistribution(double low, double high) {
    this(low, high, false, null);
  }

  /** The number that a value is. */
  static double number(@Nullable Object value, boolean positive) {
    if (!(value instanceof Number number)
        || Double.isNaN(number.doubleValue())
        || (positive && number.doubleValue() <= 0)) {
      throw new IllegalArgumentException(
          Text.format("Value '%s'; allowed: a %snumber", value, positive ? "positive " : ""));
    }
    return number.doubleValue();
  }

  /** A number of 0 to 1 near another. */
  static double near(double unit, RandomGenerator random) {
    double up = random.nextDouble();
    double down = random.nextDouble();
    double moved = unit + REACH * (up - down);
    return Math.max(0, Math.min(Math.nextDown(1.0), moved));
  }

  @Override
  public @Nullable Object toExternalRepr(double internal) {
    return internal;
  }

  @Override
  public double toInternalRepr(@Nullable Object external) {
    return number(external, log);
  }

  @Override
  public boolean single() {
    return low == high;
  }

  @Override
  public boolean contains(double internal) {
    if (!(internal >= low && internal <= high)) {
      return false;
    }
    double steps = step == null ? 0 : (internal - low) / step;
    return Math.abs(steps - Math.rint(steps)) < TOLERANCE;
  }

  @Override
  public int levels() {
    if (single()) {
      return 1;
    }
    if (step == null) {
      return 0;
    }
    double levels = Math.rint((high - low) / step) + 1;
    return levels > Integer.MAX_VALUE ? 0 : (int) levels;
  }

  @Override
  public double level(int level) {
    return Math.min(high, step == null ? low : low + level * step);
  }

  @Override
  public int levelOf(double internal) {
    return single() ? 0 : (int) Math.rint((internal - low) / Objects.requireNonNull(step));
  }

  @Override
  public double sample(RandomGenerator random) {
    return atUnit(random.nextDouble());
  }

  @Override
  public double sampleNear(double internal, RandomGenerator random) {
    return single() ? internal : atUnit(near(unit(internal), random));
  }

  private double unit(double value) {
    if (step != null) {
      return ((value - low) / step + 0.5) / steps();
    }
    return log
        ? StrictMath.log(value / low) / StrictMath.log(high / low)
        : (value - low) / (high - low);
  }

  private double atUnit(double unit) {
    double value;
    if (step != null) {
      value = low + Math.floor(unit * steps()) * step;
    } else if (log) {
      value = low * StrictMath.exp(unit * StrictMath.log(high / low));
    } else {
      value = low + unit * (high - low);
    }
    return Math.max(low, Math.min(high, value));
  }

  private double steps() {
    return Math.rint((high - low) / Objects.requireNonNull(step)) + 1;
  }

  @Override
  public boolean compatible(Distribution other) {
    return other instanceof FloatDistribution that && log == that.log;
  }
}
