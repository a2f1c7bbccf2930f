package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  private static void assertClose(double expected, double actual, double relative) {
    assertEquals(expected, actual, relative * Math.abs(expected));
  }

  @Property
  void agreesWithCommonsNumbers(@ForAll @DoubleRange(min = -37, max = 37) double t) {
    // A rounding of t, on either side, is one of t * t parts in the tail.
    double relative = 1e-15 * (2 + t * t);
    assertClose(0.5 * Erfc.value(-t / Math.sqrt(2)), StandardNormal.cumulative(t), relative);
    assertClose(Erfcx.value(Math.abs(t)), StandardNormal.scaled(Math.abs(t)), 5e-15);
  }

  /** From mpmath with 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "-1.5,-2.7059444008238898,-3.5299359208057099",
    "-8,-35.01343715991455,-37.122364261692633",
    "-29.9,-451.32291245852868,-454.72299811949632",
    "-40,-804.60844201375379,-808.29856835661996",
    "-1000,-500007.82669481218,-500014.73445209116"
  })
  void logarithmsHoldFarInTheTail(double t, double logCumulative, double logShortfall) {
    assertClose(logCumulative, StandardNormal.logCumulative(t), 1e-13);
    assertClose(logShortfall, StandardNormal.logShortfall(t), 1e-13);
  }

  @Property
  void logarithmsAreThoseOfThePlainFunctions(@ForAll @DoubleRange(min = -30, max = 30) double t) {
    assertEquals(Math.log(StandardNormal.cumulative(t)), StandardNormal.logCumulative(t), 1e-12);
    assertEquals(Math.log(StandardNormal.shortfall(t)), StandardNormal.logShortfall(t), 1e-12);
  }

  @Property
  void theInverseMillsRatioIsTheSlopeOfTheLogarithm(
      @ForAll @DoubleRange(min = -1000, max = 30) double t) {
    double h = 1e-5 * Math.max(1, Math.abs(t));
    double slope =
        (StandardNormal.logCumulative(t + h) - StandardNormal.logCumulative(t - h)) / (2 * h);
    assertEquals(slope, StandardNormal.inverseMillsRatio(t), 1e-6 * Math.max(1, Math.abs(t)));
  }

  @Test
  void theShortfallRisesAndItsSlopeIsTheProbability() {
    double last = Double.NEGATIVE_INFINITY;
    for (double t = -200; t < 10; t += 0.0625) {
      double log = StandardNormal.logShortfall(t);
      assertTrue(log > last, "" + t);
      last = log;
      double h = 1e-6;
      double slope =
          (StandardNormal.logShortfall(t + h) - StandardNormal.logShortfall(t - h)) / (2 * h);
      double expected = Math.exp(StandardNormal.logCumulative(t) - log);
      assertClose(expected, slope, 1e-3);
    }
  }
}
