package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KendallTauTest {

  @Test
  void isOneLessTwiceTheShareOfInversionsWithoutTies() {
    double[] order = {1, 2, 3, 4};
    assertEquals(1, KendallTau.of(order, new double[] {10, 20, 30, 40}).tauB());
    assertEquals(-1, KendallTau.of(order, new double[] {4, 3, 2, 1}).tauB());
    // One pair of six is the other way round.
    KendallTau tau = KendallTau.of(order, new double[] {1, 2, 4, 3});
    assertEquals(new KendallTau(6, 5, 1, 0, 0), tau);
    assertEquals(4.0 / 6, tau.tauA(), 1e-15);
    assertEquals(4.0 / 6, tau.tauB(), 1e-15);
  }

  /** The example of scipy.stats.kendalltau, whose tau-b is -0.4714. */
  @Test
  void correctsForTies() {
    KendallTau tau = KendallTau.of(new double[] {12, 2, 1, 12, 2}, new double[] {1, 4, 7, 1, 0});
    assertEquals(-0.47140452079103173, tau.tauB(), 1e-15);
    assertEquals(-0.4, tau.tauA(), 1e-15);
  }

  @Test
  void ofWhatIsAllEqualIsNoNumber() {
    KendallTau tau = KendallTau.of(new double[] {5, 5, 5}, new double[] {1, 2, 3});
    assertTrue(Double.isNaN(tau.tauB()));
    assertEquals(0, tau.tauA());
  }

  @Property
  void countsAsManyPairsAsLookingAtEach(
      @ForAll @IntRange(min = 2, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 30) int levels,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = random.ints(size, 0, levels).asDoubleStream().toArray();
    double[] second = random.ints(size, 0, levels).asDoubleStream().toArray();
    long concordant = 0;
    long discordant = 0;
    long tiedFirst = 0;
    long tiedSecond = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double product = (first[i] - first[j]) * (second[i] - second[j]);
        concordant += product > 0 ? 1 : 0;
        discordant += product < 0 ? 1 : 0;
        tiedFirst += first[i] == first[j] ? 1 : 0;
        tiedSecond += second[i] == second[j] ? 1 : 0;
      }
    }
    assertEquals(
        new KendallTau((long) size * (size - 1) / 2, concordant, discordant, tiedFirst, tiedSecond),
        KendallTau.of(first, second));
  }

  @Test
  void refusesWhatHasNoOrder() {
    double[] two = {1, 2};
    assertThrows(
        IllegalArgumentException.class, () -> KendallTau.of(new double[] {1}, new double[] {1}));
    assertThrows(IllegalArgumentException.class, () -> KendallTau.of(two, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class, () -> KendallTau.of(two, new double[] {1, Double.NaN}));
    assertThrows(
        IllegalArgumentException.class, () -> KendallTau.of(new double[] {Double.NaN, 1}, two));
  }
}
