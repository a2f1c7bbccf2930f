package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NemenyiTest {

  private static Friedman ranks(int blocks, Double... ranks) {
    return new Friedman(blocks, List.of(ranks), 0, 1, 0, 1);
  }

  /** Table 5 (a) of Demšar (2006). */
  @ParameterizedTest
  @CsvSource({
    "2,1.960,1.645",
    "3,2.343,2.052",
    "4,2.569,2.291",
    "5,2.728,2.459",
    "6,2.850,2.589",
    "7,2.949,2.693",
    "8,3.031,2.780",
    "9,3.102,2.855",
    "10,3.164,2.920"
  })
  void hasTheCriticalValuesOfTheTable(int algorithms, double at5, double at10) {
    Friedman friedman = Friedman.of(new double[2][algorithms], Better.LESS);
    assertEquals(at5, Nemenyi.of(friedman, 0.05).quantile(), 0.001);
    assertEquals(at10, Nemenyi.of(friedman, 0.1).quantile(), 0.001);
  }

  /** From scipy.stats.studentized_range with infinitely many degrees of freedom. */
  @ParameterizedTest
  @CsvSource({"2,0.05,1.959964", "5,0.01,3.254686", "20,0.05,3.543799", "50,0.1,3.787750"})
  void hasTheCriticalValuesOfSciPy(int algorithms, double level, double quantile) {
    Friedman friedman = Friedman.of(new double[2][algorithms], Better.LESS);
    assertEquals(quantile, Nemenyi.of(friedman, level).quantile(), 1e-6);
  }

  /** From scipy.stats.studentized_range with infinitely many degrees of freedom. */
  @ParameterizedTest
  @CsvSource({
    "0.5,0.996659684",
    "1,0.954954855",
    "2,0.618449481",
    "3.5,0.0963384640",
    "5,0.00373027381",
    "7,0.00000736238986"
  })
  void hasTheDistributionOfSciPy(double range, double survival) {
    assertEquals(survival, new StudentizedRange(5).survival(range), 1e-9);
  }

  /** Section 3.2.2 of Demšar: a difference of 1.25 at 5 %, and 1.12 at 10 %. */
  @Test
  void agreesWithTheExampleOfDemsar() {
    Friedman friedman = Friedman.of(FriedmanTest.DEMSAR, Better.MORE);
    Nemenyi at5 = Nemenyi.of(friedman, 0.05);
    assertEquals(1.25, at5.criticalDifference(), 0.005);
    assertEquals(List.of(List.of(3, 1, 2, 0)), at5.groups());
    Nemenyi at10 = Nemenyi.of(friedman, 0.1);
    assertEquals(1.12, at10.criticalDifference(), 0.005);
    assertEquals(List.of(List.of(3, 1, 2), List.of(2, 0)), at10.groups());
    assertTrue(at5.pValue(0, 3) > 0.05 && at5.pValue(0, 3) < 0.1);
  }

  @Test
  void probabilityIsTheLevelAtTheCriticalDifference() {
    double difference = Nemenyi.of(ranks(10, 1.0, 2.0, 3.0), 0.05).criticalDifference();
    Nemenyi nemenyi = Nemenyi.of(ranks(10, 1.0, 1 + difference, 3.0), 0.05);
    assertEquals(0.05, nemenyi.pValue(0, 1), 1e-9);
    assertEquals(nemenyi.pValue(0, 1), nemenyi.pValue(1, 0));
    assertEquals(1, nemenyi.pValue(2, 2));
  }

  @Test
  void algorithmsThatDifferFromAllAreInNoGroup() {
    Nemenyi nemenyi = Nemenyi.of(ranks(100, 4.0, 1.0, 3.9, 2.2), 0.05);
    assertEquals(List.of(List.of(2, 0)), nemenyi.groups());
  }

  @Test
  void refusesLevelsThatAreNone() {
    Friedman friedman = ranks(10, 1.0, 2.0);
    assertThrows(IllegalArgumentException.class, () -> Nemenyi.of(friedman, 0));
    assertThrows(IllegalArgumentException.class, () -> Nemenyi.of(friedman, 1));
    assertThrows(IllegalArgumentException.class, () -> Nemenyi.of(friedman, Double.NaN));
  }
}
