package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpearmanTest {

  /** The example of scipy.stats.spearmanr. */
  @Test
  void isPearsonsOfSharedRanks() {
    assertEquals(
        0.8207826816681233,
        Spearman.of(new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7}),
        1e-15);
  }

  /** Spearman (1904): 1 - 6 sum d^2 / (n (n^2 - 1)). */
  @Property
  void isThatOfTheDifferencesOfRanksWithoutTies(
      @ForAll @IntRange(min = 2, max = 50) int size, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = new double[size];
    double[] second = new double[size];
    for (int i = 0; i < size; i++) {
      int place = random.nextInt(i + 1);
      first[i] = i;
      second[i] = second[place];
      second[place] = i;
    }
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (first[i] - second[i]) * (first[i] - second[i]);
    }
    double expected = 1 - 6 * squares / (size * ((double) size * size - 1));
    assertEquals(expected, Spearman.of(first, second), 1e-12);
  }

  @Test
  void ofWhatIsAllEqualIsNoNumber() {
    assertTrue(Double.isNaN(Spearman.of(new double[] {5, 5, 5}, new double[] {1, 2, 3})));
  }

  @Test
  void refusesWhatHasNoOrder() {
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> new Spearman(new double[] {1}));
    assertThrows(IllegalArgumentException.class, () -> new Spearman(new double[] {1, Double.NaN}));
    assertThrows(IllegalArgumentException.class, () -> Spearman.of(two, new double[] {1, 2, 3}));
  }
}
