package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DotProductsTest {

  @Property(tries = 200)
  void equalEachDotProductToTheBit(
      @ForAll @IntRange(max = 13) int length,
      @ForAll @IntRange(min = 1, max = 9) int columns,
      @ForAll @IntRange(max = 3) int from,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] vector =
        random.ints(from + length, -1, 2).mapToDouble(it -> it / 3.0).toArray();
    double[][] rows = new double[length][];
    for (int d = 0; d < length; d++) {
      rows[d] = random.doubles(columns + 2, -1, 1).toArray();
    }
    double[] products = new double[columns];
    DotProducts all = new DotProducts(length, columns);
    all.of(vector, from, rows, columns, products);
    all.of(vector, from, rows, columns, products);
    double[] expected = new double[columns];
    for (int i = 0; i < columns; i++) {
      double[] column = new double[from + length];
      for (int d = 0; d < length; d++) {
        column[from + d] = rows[d][i];
      }
      expected[i] = DotProduct.of(vector, column, from, vector.length);
    }
    assertArrayEquals(expected, products);
  }
}
