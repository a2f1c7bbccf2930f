package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HolmTest {

  @Test
  void multipliesTheSmallestByAllAndNeverFalls() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjusted(0.01, 0.04, 0.03, 0.005), 1e-15);
    assertArrayEquals(new double[] {1, 1}, Holm.adjusted(0.6, 0.9));
    assertArrayEquals(new double[0], Holm.adjusted());
  }

  /**
   * Demšar (2006), section 3.2.2, compares three classifiers with a fourth at 5 %. Holm rejects the
   * first two (0.016 is below 0.05 / 3, and 0.019 below 0.05 / 2) and not the third.
   */
  @Test
  void agreesWithTheExampleOfDemsar() {
    double[] adjusted = Holm.adjusted(0.016, 0.019, 0.607);
    assertArrayEquals(new double[] {0.048, 0.048, 0.607}, adjusted, 1e-12);
  }

  @Property
  void rejectsWhatStepsDownReject(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0, max = 1) Double> drawn,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double level) {
    double[] pValues = drawn.stream().mapToDouble(Double::doubleValue).toArray();
    double[] adjusted = Holm.adjusted(pValues);
    double[] rising = pValues.clone();
    Arrays.sort(rising);
    int rejected = 0;
    while (rejected < rising.length && (rising.length - rejected) * rising[rejected] <= level) {
      rejected++;
    }
    assertEquals(rejected, Arrays.stream(adjusted).filter(p -> p <= level).count());
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(0.5, 1.1));
    assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(Double.NaN));
  }
}
