package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SobolIndexTest {

  private static final int ROWS = 20_000;

  /** Ishigami and Homma (1990) with a = 7 and b = 0.1; inputs uniform from -pi to pi. */
  private static double ishigami(double[] x) {
    double second = Math.sin(x[1]);
    return Math.sin(x[0]) * (1 + 0.1 * Math.pow(x[2], 4)) + 7 * second * second;
  }

  private static SobolIndex estimate(ToDoubleFunction<double[]> function, Set<Integer> inputs) {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    double[] mixed = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double[] x = random.doubles(3, -Math.PI, Math.PI).toArray();
      double[] y = random.doubles(3, -Math.PI, Math.PI).toArray();
      a[row] = function.applyAsDouble(x);
      b[row] = function.applyAsDouble(y);
      inputs.forEach(input -> x[input] = y[input]);
      mixed[row] = function.applyAsDouble(x);
    }
    return SobolIndex.of(a, b, mixed);
  }

  private static void check(double first, double total, SobolIndex index) {
    assertEquals(first, index.first(), 4 * index.firstError(), index.toString());
    assertEquals(total, index.total(), 4 * index.totalError(), index.toString());
    assertTrue(index.firstError() < 0.015 && index.totalError() < 0.015, index.toString());
  }

  /** Saltelli et al. (2008, Global Sensitivity Analysis: The Primer), section 4.7. */
  @Test
  void areThoseOfIshigami() {
    check(0.3139, 0.5576, estimate(SobolIndexTest::ishigami, Set.of(0)));
    check(0.4424, 0.4424, estimate(SobolIndexTest::ishigami, Set.of(1)));
    check(0, 0.2437, estimate(SobolIndexTest::ishigami, Set.of(2)));
  }

  /** The first and the third input interact with each other alone. */
  @Test
  void ofAGroupTakeInWhatGoesOnInsideIt() {
    check(0.5576, 0.5576, estimate(SobolIndexTest::ishigami, Set.of(0, 2)));
    check(1, 1, estimate(SobolIndexTest::ishigami, Set.of(0, 1, 2)));
  }

  /** Of x + 10 y, x has 1/101 of the variance and y the rest: neither estimate may be coarse. */
  @Test
  void arePreciseForMuchAndForLittle() {
    SobolIndex little = estimate(x -> x[0] + 10 * x[1], Set.of(0));
    SobolIndex much = estimate(x -> x[0] + 10 * x[1], Set.of(1));
    check(1.0 / 101, 1.0 / 101, little);
    check(100.0 / 101, 100.0 / 101, much);
    assertTrue(little.firstError() < 0.002 && much.firstError() < 0.001, little + " " + much);
  }

  @Test
  void doNotDependOnTheLevel() {
    SobolIndex low = estimate(SobolIndexTest::ishigami, Set.of(0));
    SobolIndex high = estimate(x -> ishigami(x) + 1e6, Set.of(0));
    assertEquals(low.first(), high.first(), 1e-6);
    assertEquals(low.total(), high.total(), 1e-6);
  }

  @Test
  void ofAConstantAreZero() {
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    assertEquals(new SobolIndex(0, 0, 0, 0), SobolIndex.of(ones, ones, ones));
  }

  @Test
  void refuseSamplesThatDoNotFit() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    assertThrows(IllegalArgumentException.class, () -> SobolIndex.of(two, two, three));
    assertThrows(IllegalArgumentException.class, () -> SobolIndex.of(two, three, two));
    assertThrows(
        IllegalArgumentException.class,
        () -> SobolIndex.of(two, two, new double[] {1, Double.POSITIVE_INFINITY}));
    assertThrows(
        IllegalArgumentException.class,
        () -> SobolIndex.of(new double[1], new double[1], new double[1]));
  }
}
