package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MedianResamplesTest {

  /** Counting what was drawn changes no bit of what drawing it anew would say. */
  @Property(tries = 200)
  void isThePercentileIntervalOfTheSameDraws(
      @ForAll @Size(min = 1, max = 12) double @DoubleRange(min = -5, max = 5) [] values,
      @ForAll @IntRange(min = 1, max = 300) int resamples,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double level,
      @ForAll long seed) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    assertEquals(
        BootstrapInterval.percentile(
            sorted, BootstrapInterval::median, level, resamples, new SplittableRandom(seed)),
        MedianResamples.draw(values.length, resamples, new SplittableRandom(seed))
            .interval(values, level));
  }

  @Test
  void isTheValueItselfWithOneValue() {
    assertEquals(
        new BootstrapInterval(3, 3, 3, 0.95),
        MedianResamples.draw(1, 10, new SplittableRandom(1)).interval(new double[] {3}, 0.95));
  }

  @Test
  void refusesAnotherNumberOfValues() {
    MedianResamples resamples = MedianResamples.draw(3, 10, new SplittableRandom(1));
    assertEquals(
        "2 values; allowed: 3, the number of resampled ones",
        assertThrows(IllegalArgumentException.class, () -> resamples.interval(new double[2], 0.95))
            .getMessage());
  }
}
