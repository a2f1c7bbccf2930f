package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {

  /** Test A of the spatial data (Efron and Tibshirani 1993, table 14.1). */
  private static final double[] SPATIAL = {
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41
  };

  private static double variance(double[] values) {
    double mean = BootstrapInterval.mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / values.length;
  }

  /** Table 14.2 of the book: (100.8, 233.9), with 2,000 resamples. */
  @Test
  void agreesWithTheExampleOfEfronAndTibshirani() {
    BootstrapInterval percentile = BootstrapInterval.percentile(
        SPATIAL, BootstrapIntervalTest::variance, 0.9, 20_000, new SplittableRandom(1));
    assertEquals(171.534, percentile.estimate(), 0.001);
    assertEquals(100.8, percentile.lower(), 4);
    assertEquals(233.9, percentile.upper(), 4);
  }

  /** From scipy.stats.bootstrap with 200,000 resamples. */
  @Test
  void agreesWithSciPy() {
    BootstrapInterval mean = BootstrapInterval.percentile(
        SPATIAL, BootstrapInterval::mean, 0.9, 20_000, new SplittableRandom(2));
    assertEquals(25.346, mean.lower(), 0.15);
    assertEquals(33.769, mean.upper(), 0.15);
    BootstrapInterval median = BootstrapInterval.percentile(
        SPATIAL, BootstrapInterval::median, 0.9, 20_000, new SplittableRandom(2));
    assertEquals(new BootstrapInterval(31, 25, 38.5, 0.9), median);
  }

  /** Three numbers have 27 resamples, of which all means are known. */
  @Test
  void approachesTheQuantilesOfAllResamples() {
    double[] values = {0, 1, 5};
    double[] means = IntStream.range(0, 27)
        .mapToDouble(i -> (values[i % 3] + values[i / 3 % 3] + values[i / 9]) / 3)
        .sorted()
        .toArray();
    BootstrapInterval interval = BootstrapInterval.percentile(
        values, BootstrapInterval::mean, 0.6, 50_000, new SplittableRandom(3));
    assertEquals(2, interval.estimate());
    assertEquals(means[5], interval.lower());
    assertEquals(means[21], interval.upper());
  }

  @Test
  void holdsTheMeanAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(4);
    int held = 0;
    for (int i = 0; i < 400; i++) {
      double[] values = random.doubles(30).toArray();
      BootstrapInterval interval =
          BootstrapInterval.percentile(values, BootstrapInterval::mean, 0.9, 400, random);
      held += interval.lower() <= 0.5 && 0.5 <= interval.upper() ? 1 : 0;
    }
    assertTrue(held > 0.84 * 400 && held < 0.94 * 400, held + " of 400");
  }

  @Test
  void sameSeedSameBits() {
    assertEquals(
        BootstrapInterval.percentile(
            SPATIAL, BootstrapInterval::median, 0.95, 100, new SplittableRandom(5)),
        BootstrapInterval.percentile(
            SPATIAL, BootstrapInterval::median, 0.95, 100, new SplittableRandom(5)));
  }

  @Test
  void equalNumbersHaveAnIntervalWithoutWidth() {
    double[] values = {7, 7, 7};
    BootstrapInterval expected = new BootstrapInterval(7, 7, 7, 0.95);
    assertEquals(
        expected,
        BootstrapInterval.percentile(
            values, BootstrapInterval::median, 0.95, 10, new SplittableRandom(6)));
  }

  @Test
  void leavesTheNumbersInTheirOrder() {
    double[] values = {3, 1, 2};
    BootstrapInterval.percentile(
        values, BootstrapInterval::median, 0.95, 10, new SplittableRandom(7));
    assertEquals("[3.0, 1.0, 2.0]", Arrays.toString(values));
  }

  @Test
  void refusesWhatHasNoInterval() {
    assertRefused(new double[0], 0.95, 10);
    assertRefused(new double[] {1, Double.NaN}, 0.95, 10);
    assertRefused(new double[] {1, 2}, 1, 10);
    assertRefused(new double[] {1, 2}, 0.95, 0);
  }

  private static void assertRefused(double[] values, double level, int resamples) {
    assertThrows(
        IllegalArgumentException.class,
        () -> BootstrapInterval.percentile(
            values, BootstrapInterval::mean, level, resamples, new SplittableRandom(8)));
  }
}
