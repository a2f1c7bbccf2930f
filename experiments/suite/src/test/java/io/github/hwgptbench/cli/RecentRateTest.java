package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecentRateTest {

  @Test
  void isTheMeanAtFirst() {
    RecentRate rate = new RecentRate();
    assertEquals(2, rate.at(4, 8));
    assertEquals(1.5, rate.at(8, 12));
  }

  /** 1,000 of a hundred per second, then 100 of one per second. */
  @Test
  void timeLeftFallsWhereTheLastWorkIsSlow() {
    RecentRate rate = new RecentRate();
    for (double seconds = 0.2; seconds < 110; seconds += 0.2) {
      long count = seconds <= 10 ? (long) (100 * seconds) : 1000 + (long) (seconds - 10);
      double left = (1100 - count) / rate.at(seconds, count);
      if (seconds > 40) {
        assertEquals(110 - seconds, left, 0.15 * (110 - seconds) + 2, "after " + seconds + " s");
      }
    }
  }

  @Test
  void isTheMeanOfAllWhereNothingWasDoneOfLate() {
    RecentRate rate = new RecentRate();
    rate.at(10, 100);
    rate.at(20, 100);
    rate.at(30, 100);
    assertEquals(2.5, rate.at(40, 100));
  }
}
