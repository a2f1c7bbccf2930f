package io.github.hwgptbench.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An interval of confidence for a statistic of few numbers, such as the median over seeds, by
 * drawing from the numbers with replacement (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993). With fewer than some ten numbers it tends to be too narrow.
 *
 * @param estimate the statistic of the numbers themselves
 * @param lower end of the interval
 * @param upper end of the interval
 * @param level share of such intervals that hold the true value, about
 */
public record BootstrapInterval(double estimate, double lower, double upper, double level) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Returns the percentile interval (chapter 13): the middle of what the statistic is of resamples.
   *
   * @param values 1 or more, finite; not changed
   * @param statistic such as {@link #mean} or {@link #median}; may change the array it gets
   * @param level such as 0.95
   * @param resamples how many are drawn, such as 10,000
   * @param random draws them, one number at a time
   * @throws IllegalArgumentException if there are no values or resamples, a value is not finite, or
   *     the level is not between 0 and 1
   */
  public static BootstrapInterval percentile(
      double[] values,
      ToDoubleFunction<double[]> statistic,
      double level,
      int resamples,
      RandomGenerator random) {
    double estimate = checkedEstimate(values, statistic, level, resamples);
    double[] replicates = replicates(values, statistic, resamples, random);
    return new BootstrapInterval(
        estimate,
        Summary.quantile(replicates, (1 - level) / 2),
        Summary.quantile(replicates, (1 + level) / 2),
        level);
  }

  /**
   * Returns the bias-corrected and accelerated interval (BCa; section 14.3), which is closer to its
   * level where the statistic is biased or skewed. Its acceleration comes from the jackknife.
   *
   * @param values 2 or more, finite; not changed
   * @param statistic such as {@link #mean}; may change the array it gets
   * @param level such as 0.95
   * @param resamples how many are drawn, such as 10,000
   * @param random draws them, one number at a time
   * @throws IllegalArgumentException if there are fewer values or no resamples, a value is not
   *     finite, or the level is not between 0 and 1
   */
  public static BootstrapInterval biasCorrected(
      double[] values,
      ToDoubleFunction<double[]> statistic,
      double level,
      int resamples,
      RandomGenerator random) {
    Checks.atLeast(2, values.length, "values");
    double estimate = checkedEstimate(values, statistic, level, resamples);
    double[] replicates = replicates(values, statistic, resamples, random);
    double bias = bias(replicates, estimate);
    double acceleration = acceleration(values, statistic);
    return new BootstrapInterval(
        estimate,
        Summary.quantile(replicates, corrected((1 - level) / 2, bias, acceleration)),
        Summary.quantile(replicates, corrected((1 + level) / 2, bias, acceleration)),
        level);
  }

  private static double checkedEstimate(
      double[] values, ToDoubleFunction<double[]> statistic, double level, int resamples) {
    Checks.atLeast(1, values.length, "values");
    Checks.finite(values, "Bootstrap");
    Checks.level(level);
    Checks.atLeast(1, resamples, "resamples");
    return statistic.applyAsDouble(values.clone());
  }

  private static double[] replicates(
      double[] values,
      ToDoubleFunction<double[]> statistic,
      int resamples,
      RandomGenerator random) {
    double[] replicates = new double[resamples];
    double[] resample = new double[values.length];
    for (int i = 0; i < resamples; i++) {
      for (int j = 0; j < resample.length; j++) {
        resample[j] = values[random.nextInt(values.length)];
      }
      replicates[i] = statistic.applyAsDouble(resample);
    }
    Arrays.sort(replicates);
    return replicates;
  }

  /** The normal quantile of the share of replicates below the estimate, equal ones counted half. */
  private static double bias(double[] replicates, double estimate) {
    int halves = 0;
    for (double replicate : replicates) {
      halves += replicate < estimate ? 2 : replicate == estimate ? 1 : 0;
    }
    // A share of 0 or 1 has no finite quantile; half a replicate is the least that could be seen.
    int all = 2 * replicates.length;
    int inside = Math.min(all - 1, Math.max(1, halves));
    return NORMAL.inverseCumulativeProbability(inside / (double) all);
  }

  /** Equation 14.15. */
  private static double acceleration(double[] values, ToDoubleFunction<double[]> statistic) {
    double[] without = new double[values.length];
    for (int i = 0; i < without.length; i++) {
      double[] others = new double[values.length - 1];
      System.arraycopy(values, 0, others, 0, i);
      System.arraycopy(values, i + 1, others, i, others.length - i);
      without[i] = statistic.applyAsDouble(others);
    }
    double mean = mean(without);
    double squares = 0;
    double cubes = 0;
    for (double value : without) {
      double difference = mean - value;
      squares += difference * difference;
      cubes += difference * difference * difference;
    }
    return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
  }

  /** Equation 14.10. */
  private static double corrected(double level, double bias, double acceleration) {
    double shifted = bias + NORMAL.inverseCumulativeProbability(level);
    return NORMAL.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
  }

  /** Returns the mean of numbers, in the order in which they stand. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Returns the median of numbers, which stay in their order. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Summary.quantile(sorted, 0.5);
  }
}
