package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Resamples for the {@link BootstrapInterval} of the median, drawn once for many samples of the
 * same size, such as the values of the same seeds after every evaluation. A band of such intervals
 * is that of resampled seeds, and is as smooth as the values.
 *
 * <p>The median of a resample depends only on the drawn ranks, so the draws can be counted before
 * the values are known. Immutable.
 */
public final class MedianResamples {

  private final int size;
  private final int resamples;
  /** The ranks about the middle of a resample, from 0; every two of them once. */
  private final int[] lower;

  private final int[] upper;
  /** How many resamples have these. */
  private final int[] counts;

  private MedianResamples(int size, int resamples, int[] lower, int[] upper, int[] counts) {
    this.size = size;
    this.resamples = resamples;
    this.lower = lower;
    this.upper = upper;
    this.counts = counts;
  }

  /**
   * Draws resamples.
   *
   * @param size size of the sample, 1 or more
   * @param resamples number of resamples, such as 2,000
   * @param random draws them, one number at a time
   * @throws IllegalArgumentException if there are no numbers or resamples
   */
  public static MedianResamples draw(int size, int resamples, RandomGenerator random) {
    Checks.atLeast(1, size, "values");
    Checks.atLeast(1, resamples, "resamples");
    int[] counts = new int[size * size];
    int[] ranks = new int[size];
    for (int resample = 0; resample < resamples; resample++) {
      for (int i = 0; i < size; i++) {
        ranks[i] = random.nextInt(size);
      }
      Arrays.sort(ranks);
      counts[ranks[(size - 1) / 2] * size + ranks[size / 2]]++;
    }
    int[] drawn = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    return new MedianResamples(
        size,
        resamples,
        Arrays.stream(drawn).map(i -> i / size).toArray(),
        Arrays.stream(drawn).map(i -> i % size).toArray(),
        Arrays.stream(drawn).map(i -> counts[i]).toArray());
  }

  /**
   * Returns the interval of a sample, which is identical to that of
   * {@link BootstrapInterval#percentile} with these draws and the values in ascending order.
   *
   * @param values finite values, as many as the size of the sample; not changed
   * @param level confidence level, such as 0.95
   * @throws IllegalArgumentException if the number of values is wrong, one is not finite, or the
   *     level is not between 0 and 1
   */
  public BootstrapInterval interval(double[] values, double level) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          Text.format("%d values; allowed: %d, the number of resampled ones", values.length, size));
    }
    Checks.finite(values, "Bootstrap");
    Checks.level(level);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] medians = new double[counts.length];
    for (int i = 0; i < medians.length; i++) {
      double low = sorted[lower[i]];
      double high = sorted[upper[i]];
      medians[i] = low == high ? low : low + 0.5 * (high - low);
    }
    int[] order = IntStream.range(0, medians.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> medians[i]))
        .mapToInt(Integer::intValue)
        .toArray();
    return new BootstrapInterval(
        Summary.quantile(sorted, 0.5),
        quantile(medians, order, (1 - level) / 2),
        quantile(medians, order, (1 + level) / 2),
        level);
  }

  /** As {@link Summary#quantile} would have it of every resample's median. */
  private double quantile(double[] medians, int[] order, double level) {
    double position = level * (resamples - 1);
    int below = (int) position;
    double low = at(medians, order, below);
    if (below == position) {
      return low;
    }
    return low + (position - below) * (at(medians, order, below + 1) - low);
  }

  private double at(double[] medians, int[] order, int rank) {
    int i = 0;
    int passed = counts[order[0]];
    while (passed <= rank) {
      i++;
      passed += counts[order[i]];
    }
    return medians[order[i]];
  }
}
