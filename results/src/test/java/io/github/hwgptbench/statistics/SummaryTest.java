package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void interpolatesQuantilesAsNumPyDoes() {
    Summary summary = Summary.of(4, 1, 3, 2);
    assertEquals(new Summary(4, 1, 1.75, 2.5, 3.25, 4), summary);
    assertEquals(1.5, summary.interquartileRange());
  }

  @Test
  void oneNumberHasNoSpread() {
    assertEquals(new Summary(1, 7, 7, 7, 7, 7), Summary.of(7));
  }

  @Test
  void refusesNothingAndNaN() {
    assertThrows(IllegalArgumentException.class, Summary::of);
    assertThrows(IllegalArgumentException.class, () -> Summary.of(1, Double.NaN, 2));
  }
}
