package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilcoxonSignedRankTest {

  /** Darwin's heights of crossed and self-fertilised maize, the usual example of the test. */
  @Test
  void agreesWithTheUsualExample() {
    double[] crossed = {
      23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21, 22.125, 23, 12
    };
    double[] selfed = {
      17.375, 20.375, 20, 20, 18.375, 18.625, 18.625, 15.25, 16.5, 18, 16.25, 18, 12.75, 15.5, 18
    };
    WilcoxonSignedRank test = WilcoxonSignedRank.of(crossed, selfed);
    assertEquals(15, test.pairs());
    assertEquals(96, test.positive());
    assertEquals(24, test.negative());
    assertEquals(0.04125976562, test.pValue(), 1e-10);
    assertEquals(test.pValue(), WilcoxonSignedRank.of(selfed, crossed).pValue());
  }

  /** The largest sums that tables give for 5 %, and one more, which is beyond. */
  @ParameterizedTest
  @CsvSource({"6,0,0.03125", "10,8,0.048828125", "20,52,0.048441"})
  void agreesWithTablesOfCriticalValues(int pairs, int sum, double p) {
    double[] differences = new double[pairs];
    int left = sum;
    for (int rank = pairs; rank >= 1; rank--) {
      boolean negative = rank <= left;
      differences[rank - 1] = negative ? -rank : rank;
      left -= negative ? rank : 0;
    }
    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences, new double[pairs]);
    assertEquals(sum, test.negative());
    assertEquals(p, test.pValue(), 1e-6);
  }

  @Property(tries = 100)
  void isTheShareOfAllSignsThatAreAsUneven(
      @ForAll @IntRange(min = 1, max = 10) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = random.ints(n, -4, 5).asDoubleStream().toArray();
    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences, new double[n]);
    double[] sizes = Arrays.stream(differences)
        .map(Math::abs)
        .filter(size -> size > 0)
        .sorted()
        .toArray();
    double least = Math.min(test.positive(), test.negative());
    int uneven = 0;
    for (int signs = 0; signs < 1 << sizes.length; signs++) {
      double positive = 0;
      double all = 0;
      for (int i = 0; i < sizes.length; i++) {
        double own = rank(sizes, i);
        all += own;
        positive += (signs >> i & 1) == 1 ? own : 0;
      }
      uneven += Math.min(positive, all - positive) <= least ? 1 : 0;
    }
    assertEquals(uneven / (double) (1 << sizes.length), test.pValue(), 1e-12);
  }

  private static double rank(double[] sizes, int index) {
    long below = Arrays.stream(sizes).filter(size -> size < sizes[index]).count();
    long same = Arrays.stream(sizes).filter(size -> size == sizes[index]).count();
    return below + (same + 1) / 2.0;
  }

  @Test
  void refusesWhatIsNoPair() {
    assertThrows(
        IllegalArgumentException.class, () -> WilcoxonSignedRank.of(new double[2], new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> WilcoxonSignedRank.of(new double[] {Double.NaN}, new double[1]));
  }
}
