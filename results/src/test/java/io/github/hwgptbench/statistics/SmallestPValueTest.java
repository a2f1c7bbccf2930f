package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallestPValueTest {

  @Property
  void isWhatTheTestSaysOfPairsThatAllDifferAlike(@ForAll @IntRange(min = 0, max = 60) int pairs) {
    double[] differences = new double[pairs];
    Arrays.setAll(differences, i -> i + 1);
    assertEquals(
        WilcoxonSignedRank.of(differences, new double[pairs]).pValue(),
        SmallestPValue.ofSignedRank(pairs),
        1e-15);
  }

  /** Seven algorithms are 21 pairs: 5 seeds say nothing at 5 %, and 10 do. */
  @ParameterizedTest
  @CsvSource({"0.05,1,6", "0.01,1,8", "0.05,3,7", "0.05,21,10", "0.0625,1,5", "0.9,1,2"})
  void knowsHowManyPairsALevelNeeds(double level, int comparisons, int pairs) {
    assertEquals(pairs, SmallestPValue.fewestPairs(level, comparisons));
  }

  @Test
  void isCorrectedForAllComparisons() {
    assertEquals(0.0625, SmallestPValue.ofSignedRank(5));
    assertEquals(1, SmallestPValue.ofSignedRank(5, 21));
    assertEquals(21 / 512.0, SmallestPValue.ofSignedRank(10, 21));
  }

  @Test
  void refusesWhatIsNoTest() {
    assertThrows(IllegalArgumentException.class, () -> SmallestPValue.ofSignedRank(-1));
    assertThrows(IllegalArgumentException.class, () -> SmallestPValue.ofSignedRank(5, 0));
    assertThrows(IllegalArgumentException.class, () -> SmallestPValue.fewestPairs(0, 1));
  }
}
