package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EmpiricalDistributionTest {

  private final EmpiricalDistribution numbers =
      new EmpiricalDistribution(new double[] {3, 1, 2, 2});

  @Test
  void stepsAtEachNumber() {
    assertEquals(4, numbers.size());
    assertEquals(0, numbers.cumulative(0.99));
    assertEquals(0.25, numbers.cumulative(1));
    assertEquals(0.25, numbers.cumulative(1.5));
    assertEquals(0.75, numbers.cumulative(2));
    assertEquals(1, numbers.cumulative(3));
    assertEquals(1, numbers.cumulative(1e9));
  }

  @Test
  void quantilesAreThoseOfTheSummary() {
    Summary summary = Summary.of(3, 1, 2, 2);
    assertEquals(summary.min(), numbers.quantile(0));
    assertEquals(summary.lowerQuartile(), numbers.quantile(0.25));
    assertEquals(summary.median(), numbers.quantile(0.5));
    assertEquals(summary.max(), numbers.quantile(1));
  }

  @Property
  void isTheShareOfNumbersThatAreNotLarger(
      @ForAll @Size(min = 1, max = 30) int[] values,
      @ForAll @DoubleRange(min = -5, max = 5) double at) {
    double[] numbers = Arrays.stream(values).mapToDouble(v -> v % 4).toArray();
    long notLarger = Arrays.stream(numbers).filter(v -> v <= at).count();
    assertEquals(
        (double) notLarger / numbers.length, new EmpiricalDistribution(numbers).cumulative(at));
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThrows(IllegalArgumentException.class, () -> new EmpiricalDistribution(new double[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EmpiricalDistribution(new double[] {1, Double.NaN}));
    assertThrows(IllegalArgumentException.class, () -> numbers.quantile(1.1));
    assertThrows(IllegalArgumentException.class, () -> numbers.quantile(Double.NaN));
  }
}
