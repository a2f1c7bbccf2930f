package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HypervolumeCurveTest {

  private static final Bounds BOUNDS = new Bounds("unit", "s", "none", Map.of());
  private static final HypervolumeProtocol UNIT =
      new HypervolumeProtocol("unit", BOUNDS, List.of(1.0, 1.0));
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Quarters of the unit square: none, one, two, two (dominated), three, four. */
  private static HypervolumeCurve quarters() {
    return HypervolumeCurve.of(
        new double[][] {{0, INFINITY}, {0.5, 0.5}, {0, 0.5}, {0.5, 0.5}, {0.5, 0}, {0, 0}}, UNIT);
  }

  @Test
  void knowsTheVolumeAfterEveryEvaluation() {
    HypervolumeCurve curve = quarters();
    assertEquals(6, curve.evaluations());
    assertArrayEquals(new double[] {0, 0.25, 0.5, 0.5, 0.75, 1}, curve.toArray());
    assertEquals(0, curve.after(0));
    assertEquals(0.25, curve.after(2));
    assertEquals(1, curve.after(1000));
  }

  @Test
  void knowsWhenTargetsAreReached() {
    assertEquals(OptionalInt.of(0), quarters().evaluationsTo(0));
    assertEquals(OptionalInt.of(3), quarters().evaluationsTo(0.5));
    assertEquals(OptionalInt.of(6), quarters().evaluationsTo(0.76));
    assertEquals(OptionalInt.empty(), quarters().evaluationsTo(1.01));
  }

  @Test
  void knowsWhenEachOfRisingTargetsIsReached() {
    assertArrayEquals(
        new int[] {0, 2, 3, 3, 6},
        quarters().evaluationsToEach(new double[] {0, 0.1, 0.3, 0.5, 1, 1.01}));
    assertArrayEquals(
        new int[] {1, 3},
        HypervolumeCurve.of(new double[] {0.3, 0.1, 0.5})
            .evaluationsToEach(new double[] {0.2, 0.4}));
  }

  @Test
  void areaIsTheMeanOverEvaluationsAlsoBeyondTheRun() {
    assertEquals(0.25 / 2, quarters().area(2));
    assertEquals(3.0 / 6, quarters().area(6));
    assertEquals((3.0 + 4) / 10, quarters().area(10));
  }

  @Property(tries = 200)
  void isTheVolumeOfEveryBeginning(
      @ForAll @IntRange(min = 2, max = 4) int objectives,
      @ForAll @IntRange(min = 1, max = 15) int evaluations,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[evaluations][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, i -> random.nextInt(7) / 5.0);
    }
    HypervolumeProtocol protocol = NamedProtocol.of("default-1", objectives).with(BOUNDS);
    HypervolumeCurve curve = HypervolumeCurve.of(points, protocol);
    double sum = 0;
    for (int i = 1; i <= evaluations; i++) {
      assertEquals(protocol.hypervolume(Arrays.copyOf(points, i)), curve.after(i), 1e-9);
      sum += curve.after(i);
    }
    assertEquals(sum / evaluations, curve.area(evaluations), 1e-12);
    double target = random.nextDouble(0.01, 1.2);
    int reached = 1;
    while (reached <= evaluations && curve.after(reached) < target) {
      reached++;
    }
    assertEquals(
        reached > evaluations ? OptionalInt.empty() : OptionalInt.of(reached),
        curve.evaluationsTo(target));
  }

  @Test
  void refusesWhatHasNoVolume() {
    assertThrows(
        IllegalArgumentException.class, () -> HypervolumeCurve.of(new double[][] {{0}}, UNIT));
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeCurve.of(new double[][] {{0, Double.NaN}}, UNIT));
    assertThrows(IllegalArgumentException.class, () -> quarters().after(-1));
    assertThrows(IllegalArgumentException.class, () -> quarters().area(0));
    assertThrows(IllegalArgumentException.class, () -> quarters().evaluationsTo(Double.NaN));
  }
}
