package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ColumnsTest {

  /** Values of all signs and magnitudes, many equal, and many that differ in their last bits. */
  private static double value(SplittableRandom random) {
    double value = Math.scalb(random.nextInt(-3, 4), random.nextInt(4) * 40);
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> value;
      default -> value + Math.ulp(value) * random.nextInt(-2, 3);
    };
  }

  @Property(tries = 300)
  void anOrderIsThatOfAStableSort(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int columns,
      @ForAll @IntRange(max = 80) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[columns][n];
    for (double[] column : values) {
      Arrays.setAll(column, i -> value(random));
    }
    Comparator<Integer> comparator = Comparator.comparingDouble(i -> values[0][i] + 0.0);
    for (int j = 1; j < columns; j++) {
      double[] column = values[j];
      comparator = comparator.thenComparingDouble(i -> column[i] + 0.0);
    }
    int[] expected = IntStream.range(0, n)
        .boxed()
        .sorted(comparator)
        .mapToInt(Integer::intValue)
        .toArray();
    assertArrayEquals(expected, Columns.order(values));
  }
}
