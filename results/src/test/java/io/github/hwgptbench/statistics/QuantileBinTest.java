package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileBinTest {

  private static final List<Double> LEVELS = List.of(0.0, 0.05, 0.5, 0.95, 1.0);

  @Test
  void quantilesAreThoseOfNeighbours() {
    double[] x = {5, 1, 4, 2, 3, 6};
    double[] y = {50, 10, 40, 21, 30, 60};
    List<QuantileBin> bins = QuantileBin.of(x, y, 2, List.of(0.0, 0.5, 1.0));
    assertEquals(
        List.of(
            new QuantileBin(3, 2, List.of(10.0, 21.0, 30.0)),
            new QuantileBin(3, 5, List.of(40.0, 50.0, 60.0))),
        bins);
  }

  @Test
  void equalFirstNumbersAreNotOrderedByTheSecond() {
    double[] x = {1, 1, 1, 1};
    double[] y = {4, 1, 3, 2};
    List<QuantileBin> bins = QuantileBin.of(x, y, 2, List.of(0.0, 1.0));
    assertEquals(List.of(1.0, 4.0), bins.get(0).quantiles());
    assertEquals(List.of(2.0, 3.0), bins.get(1).quantiles());
  }

  /** Where the spread is the same everywhere, that of the outermost bins is no other. */
  @Test
  void bandsAreNoWiderOrNarrowerAtTheEnds() {
    SplittableRandom random = new SplittableRandom(1);
    double[] x =
        IntStream.range(0, 20_000).mapToDouble(i -> random.nextDouble()).toArray();
    double[] y = Arrays.stream(x).map(value -> 3 * value + random.nextDouble()).toArray();
    List<QuantileBin> bins = QuantileBin.of(x, y, 40, List.of(0.05, 0.95));
    for (QuantileBin bin : bins) {
      assertEquals(0.9, bin.quantiles().get(1) - bin.quantiles().get(0), 0.06);
      assertEquals(
          3 * bin.median() + 0.5, (bin.quantiles().get(0) + bin.quantiles().get(1)) / 2, 0.06);
    }
  }

  @Property
  void binsAreOfEqualCountsAndStayWithinTheNumbers(
      @ForAll @Size(min = 1, max = 60) int[] values,
      @ForAll @IntRange(min = 1, max = 60) int some) {
    int bins = Math.min(some, values.length);
    double[] x = Arrays.stream(values).mapToDouble(v -> v % 7).toArray();
    double[] y = Arrays.stream(values).mapToDouble(v -> v % 11).toArray();
    List<QuantileBin> all = QuantileBin.of(x, y, bins, LEVELS);
    assertEquals(bins, all.size());
    assertEquals(values.length, all.stream().mapToInt(QuantileBin::count).sum());
    Summary first = Summary.of(x);
    Summary second = Summary.of(y);
    double before = first.min();
    for (QuantileBin bin : all) {
      assertTrue(bin.count() == values.length / bins || bin.count() == values.length / bins + 1);
      assertTrue(bin.median() >= before && bin.median() <= first.max());
      before = bin.median();
      double lower = second.min();
      for (double quantile : bin.quantiles()) {
        assertTrue(quantile >= lower && quantile <= second.max());
        lower = quantile;
      }
    }
  }

  @Test
  void refusesWhatCanNotBeBinned() {
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> QuantileBin.of(two, two, 0, LEVELS));
    assertThrows(IllegalArgumentException.class, () -> QuantileBin.of(two, two, 3, LEVELS));
    assertThrows(
        IllegalArgumentException.class,
        () -> QuantileBin.of(new double[] {1, Double.NaN}, two, 1, LEVELS));
    assertThrows(
        IllegalArgumentException.class,
        () -> QuantileBin.of(two, new double[] {1, Double.NaN}, 1, LEVELS));
    assertThrows(
        IllegalArgumentException.class, () -> QuantileBin.of(two, new double[3], 1, LEVELS));
    assertThrows(IllegalArgumentException.class, () -> QuantileBin.of(two, two, 1, List.of(1.1)));
  }
}
