package io.github.hwgptbench.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A bootstrap confidence interval for a statistic of few numbers, such as the median over seeds, by
 * resampling with replacement (Efron and Tibshirani, An Introduction to the Bootstrap, 1993). With
 * fewer than about ten numbers it tends to be too narrow.
 *
 * @param estimate the statistic of the numbers themselves
 * @param lower end of the interval
 * @param upper end of the interval
 * @param level confidence level: the approximate share of such intervals that contain the true
 *     value
 */
public record BootstrapInterval(double estimate, double lower, double upper, double level) {

  /**
   * Returns the percentile interval (chapter 13): the central part of the statistic over resamples.
   *
   * @param values one or more finite values; not changed
   * @param statistic such as {@link #mean} or {@link #median}; may change the array it gets
   * @param level confidence level, such as 0.95
   * @param resamples number of resamples, such as 10,000
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

  /** Returns the mean of numbers, summed in their order. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Returns the median of numbers, whose array is not changed. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Summary.quantile(sorted, 0.5);
  }
}
