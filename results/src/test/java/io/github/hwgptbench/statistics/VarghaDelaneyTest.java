package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.statistics.VarghaDelaney.Magnitude;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarghaDelaneyTest {

  /** Permeability of membranes (Hollander and Wolfe 1973, p. 69), of which U is 35 of 50. */
  @Test
  void isTheStatisticOfMannAndWhitneyByPair() {
    double[] atTerm = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] before = {1.15, 0.88, 0.90, 0.74, 1.21};
    assertEquals(new VarghaDelaney(0.7, Magnitude.MEDIUM), VarghaDelaney.of(atTerm, before));
    assertEquals(new VarghaDelaney(0.3, Magnitude.MEDIUM), VarghaDelaney.of(before, atTerm));
  }

  /** The values that the paper gives for the words, and one hundredth less. */
  @ParameterizedTest
  @CsvSource({
    "50,NEGLIGIBLE",
    "55,NEGLIGIBLE",
    "56,SMALL",
    "63,SMALL",
    "64,MEDIUM",
    "70,MEDIUM",
    "71,LARGE",
    "44,SMALL",
    "36,MEDIUM",
    "29,LARGE",
    "45,NEGLIGIBLE",
    "100,LARGE",
    "0,LARGE"
  })
  void saysTheWordsOfThePaperInBothDirections(int percent, Magnitude word) {
    double[] others = new double[100];
    for (int i = 0; i < others.length; i++) {
      others[i] = i;
    }
    VarghaDelaney effect = VarghaDelaney.of(new double[] {percent - 0.5}, others);
    assertEquals(percent / 100.0, effect.a12());
    assertEquals(word, effect.magnitude());
  }

  @Property
  void isTheShareOfPairsWithTiesCountedHalf(
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 12) int m,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = random.ints(n, 0, 6).asDoubleStream().toArray();
    double[] second = random.ints(m, 0, 6).asDoubleStream().toArray();
    double wins = 0;
    for (double a : first) {
      for (double b : second) {
        wins += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    VarghaDelaney effect = VarghaDelaney.of(first, second);
    assertEquals(wins / (n * m), effect.a12());
    VarghaDelaney turned = VarghaDelaney.of(second, first);
    assertEquals(1, effect.a12() + turned.a12(), 1e-15);
    assertEquals(effect.magnitude(), turned.magnitude());
  }

  @Test
  void refusesNothingAndNaN() {
    assertThrows(
        IllegalArgumentException.class, () -> VarghaDelaney.of(new double[0], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> VarghaDelaney.of(new double[1], new double[] {Double.NaN}));
  }
}
