package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An integer from a range. Its values are {@code Integer}, or {@code Long} if the range exceeds it.
 *
 * @param low the smallest
 * @param high the largest; lowered to the last value that is a multiple of {@code step} above
 *     {@code low}
 * @param log whether the logarithm is uniform; then {@code step} is 1, and {@code low} is positive
 * @param step difference of successive values, positive
 */
public record IntDistribution(long low, long high, boolean log, long step) implements Distribution {

  /** Beyond this, numbers of a journal are not exact. */
  private static final long LARGEST = 1L << 53;

  /**
   * Makes a distribution.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public IntDistribution {
    if (low > high || low < -LARGEST || high > LARGEST) {
      throw new IllegalArgumentException(
          Text.format("Integers from %d to %d; allowed: ascending, from -2^53 to 2^53", low, high));
    }
    if (step < 1 || (log && step != 1)) {
      throw new IllegalArgumentException(
          Text.format("Step %d of integers; allowed: 1 or more, and only 1 if logarithmic", step));
    }
    if (log && low < 1) {
      throw new IllegalArgumentException(
          Text.format("Logarithmic integers from %d; allowed: 1 or more", low));
    }
    high -= (high - low) % step;
  }

  /** Makes the distribution of all integers of a range. */
  public IntDistribution(long low, long high) {
    this(low, high, false, 1);
  }

  @Override
  public @Nullable Object toExternalRepr(double internal) {
    if (!(Math.abs(internal) <= LARGEST)) {
      throw new IllegalArgumentException(
          Text.format("Integer %s; allowed: from -2^53 to 2^53", internal));
    }
    long value = (long) internal;
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  @Override
  public double toInternalRepr(@Nullable Object external) {
    return FloatDistribution.number(external, log);
  }

  @Override
  public boolean single() {
    return low == high;
  }

  @Override
  public boolean contains(double internal) {
    return internal >= low && internal <= high && (internal - low) % step == 0;
  }

  @Override
  public int levels() {
    long levels = (high - low) / step + 1;
    return levels > Integer.MAX_VALUE ? 0 : (int) levels;
  }

  @Override
  public double level(int level) {
    return low + level * step;
  }

  @Override
  public int levelOf(double internal) {
    return (int) (((long) internal - low) / step);
  }

  @Override
  public double sample(RandomGenerator random) {
    return atUnit(random.nextDouble());
  }

  @Override
  public double sampleNear(double internal, RandomGenerator random) {
    return atUnit(FloatDistribution.near(unit(internal), random));
  }

  /** Where a value is, the middle of its share of 0 to 1. */
  private double unit(double value) {
    return log
        ? StrictMath.log(value / (low - 0.5)) / StrictMath.log((high + 0.5) / (low - 0.5))
        : ((value - low) / step + 0.5) / ((double) (high - low) / step + 1);
  }

  /** The value whose share of 0 to 1 a number is in. */
  private double atUnit(double unit) {
    double value = log
        ? StrictMath.rint(
            (low - 0.5) * StrictMath.exp(unit * StrictMath.log((high + 0.5) / (low - 0.5))))
        : low + step * Math.floor(unit * ((double) (high - low) / step + 1));
    return Math.max(low, Math.min(high, value));
  }

  @Override
  public boolean compatible(Distribution other) {
    return other instanceof IntDistribution that && log == that.log;
  }
}
